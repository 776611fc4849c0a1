import { CASES_CHANNEL } from "@/lib/cases/record/record-event";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import type { Transaction } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client.ts";
import { notify } from "@/lib/platform/db/notify";

/**
 * What happened to the incident of a case, in the case's events. Not by `recordCaseEvent`: nothing of the case has
 * changed that the incident would have to follow.
 */
export async function noteIncident(
	tx: Transaction,
	ctx: Context,
	caseId: string,
	kind: "incident_pushed" | "incident_changed" | "incident_failed",
	data: Prisma.InputJsonObject,
): Promise<void> {
	await tx.caseEvent.create({ data: { caseId, kind, data, at: ctx.now(), ...actorRecord(ctx.actor) } });
	await notify(tx, CASES_CHANNEL, caseId);
}
