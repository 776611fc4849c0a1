import { config } from "@/lib/platform/config/config";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import type { Transaction } from "@/lib/platform/db/client";
import { caseEventData, type EventCase } from "./case-event";
import { emit } from "./emit";

type CaseEventType = "case.opened" | "case.assigned" | "case.status_changed" | "case.closed";

/** Tells webhooks of what happened to a case, where it is something they can be told of. */
export async function tellOfCase(
	tx: Transaction,
	ctx: Context,
	of: EventCase,
	kind: string,
	data: Readonly<Record<string, unknown>>,
): Promise<void> {
	const before = (data.before ?? {}) as Record<string, unknown>;
	const after = (data.after ?? {}) as Record<string, unknown>;
	const { actorName, actorVerified } = actorRecord(ctx.actor);
	for (const type of typesOf(kind, before, after)) {
		await emit(tx, ctx, type, () =>
			caseEventData(
				{
					of,
					at: ctx.now(),
					by: { name: actorName, verified: actorVerified },
					before: {
						...(typeof before.status === "string" ? { status: before.status } : {}),
						...(typeof before.ownerName === "string" ? { owner: before.ownerName } : {}),
					},
				},
				config().publicUrl,
			),
		);
	}
}

function typesOf(
	kind: string,
	before: Readonly<Record<string, unknown>>,
	after: Readonly<Record<string, unknown>>,
): CaseEventType[] {
	if (kind === "created") return ["case.opened"];
	if (kind === "updated")
		return "ownerId" in after && after.ownerId !== before.ownerId ? ["case.assigned"] : [];
	if (kind !== "status_changed" && kind !== "status_undone") return [];
	return after.status === "closed" ? ["case.status_changed", "case.closed"] : ["case.status_changed"];
}
