import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import type { Transaction } from "@/lib/platform/db/client";
import type { Case, Prisma } from "@/lib/platform/db/generated/client.ts";
import { notify } from "@/lib/platform/db/notify";
import { announcement } from "@/lib/platform/events/announcement";
import type { CaseEventKind } from "./rules";

/** Channel on which pages hear that something of a case has changed; the payload is the case's id. */
export const CASES_CHANNEL = "cases";

/** Each event of a case; `of` is the case after it. */
export const caseChanged = announcement<{
	readonly of: Case;
	readonly kind: CaseEventKind;
	readonly data: Prisma.InputJsonObject;
}>("case changed");

/**
 * Appends what happened to a case, marks the case as changed and tells its pages, in the transaction of the change.
 * Anyone who changes anything of a case calls it: a case without other events than its creation counts as untouched,
 * and goes when its escalation is undone. Call it before `recordAudit`.
 * @param data what the kind needs: the fields before and after, the findings, the task. Small: it is read with the
 *   timeline
 */
export async function recordCaseEvent(
	tx: Transaction,
	ctx: Context,
	caseId: string,
	kind: CaseEventKind,
	data: Prisma.InputJsonObject,
): Promise<void> {
	const at = ctx.now();
	await tx.caseEvent.create({ data: { caseId, kind, data, at, ...actorRecord(ctx.actor) } });
	const row = await tx.case.update({ where: { id: caseId }, data: { updatedAt: at } });
	await caseChanged.announce(tx, ctx, { of: row, kind, data });
	await notify(tx, CASES_CHANNEL, caseId);
}
