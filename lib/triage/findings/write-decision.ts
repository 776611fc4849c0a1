import { AppError } from "@/lib/core/errors";
import type { AuditEntry } from "@/lib/platform/audit/record";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import type { Transaction } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client.ts";
import { notify } from "@/lib/platform/db/notify";
import type { SummaryRow } from "./dto";
import type { Verdict } from "./rules";
import { standing } from "./standing";

/** Channel on which pages hear that findings were decided; the payload is the decision's id. */
export const FINDINGS_CHANNEL = "findings";

/** Rows of one insert: PostgreSQL takes at most 65,535 parameters a statement. */
const BATCH = 2_000;

export interface SaidVerdict {
	readonly verdict: Verdict;
	readonly reason?: string | undefined;
	readonly note?: string | undefined;
}

/** A decision as it was written. */
export interface WrittenDecision {
	readonly id: string;
	readonly at: Date;
	readonly by: { readonly name: string; readonly verified: boolean };
	readonly said: { readonly verdict: Verdict; readonly reason: string | null; readonly note: string | null };
}

/**
 * Writes one verdict to findings, with their activity. The caller has asked for the permission, kept the rules
 * (`decisionProblem`), locked the findings, and records the audit last.
 * @param caseId the case whose closing it is
 */
export async function writeDecision(
	tx: Transaction,
	ctx: Context,
	{ verdict, reason, note }: SaidVerdict,
	rows: readonly SummaryRow[],
	caseId: string | null = null,
): Promise<WrittenDecision> {
	const at = ctx.now();
	const actor = actorRecord(ctx.actor);
	if (actor.actorId === null) throw new AppError("forbidden", "Only a person can decide findings.");
	const said = { verdict, reason: reason ?? null, note: note || null };
	const { id } = await tx.decision.create({
		data: { ...said, at, ...actor, actorId: actor.actorId, count: rows.length, caseId },
	});
	await tx.finding.updateMany({
		where: { id: { in: rows.map((row) => row.id) } },
		data: {
			...said,
			status: verdict,
			decidedAt: at,
			decidedById: actor.actorId,
			decidedByName: actor.actorName,
			decidedByVerified: actor.actorVerified,
			decisionId: id,
			changes: Prisma.DbNull,
			version: { increment: 1 },
			updatedAt: at,
		},
	});
	for (let start = 0; start < rows.length; start += BATCH) {
		await tx.findingEvent.createMany({
			data: rows.slice(start, start + BATCH).map((row) => ({
				findingId: row.id,
				kind: "decided" as const,
				at,
				...actor,
				...said,
				decisionId: id,
				before: standing(row),
				version: row.version + 1,
			})),
		});
	}
	await notify(tx, FINDINGS_CHANNEL, id);
	return { id, at, by: { name: actor.actorName, verified: actor.actorVerified }, said };
}

/**
 * What the audit keeps of a decision: a row for each finding, as it stood before and as it stands now.
 * @param rows the findings as they were before the decision
 * @param caseOf the case that each finding was put into, by the finding's id
 */
export function decisionAudit(
	{ id, said }: WrittenDecision,
	rows: readonly SummaryRow[],
	caseOf: ReadonlyMap<string, string> = new Map(),
): AuditEntry[] {
	return rows.map((row) => {
		const caseId = caseOf.get(row.id);
		return {
			verb: "findings.decide",
			target: ["finding", row.id],
			before: standing(row),
			after: { ...said, status: said.verdict, decisionId: id, ...(caseId === undefined ? {} : { caseId }) },
		};
	});
}
