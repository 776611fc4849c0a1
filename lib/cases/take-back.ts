import type { AuditEntry } from "@/lib/audit/record";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { nameOf } from "./escalate";
import { unlinkFindings } from "./link-findings";
import { removeUntouched } from "./remove-untouched";
import type { CaseName } from "./schema";

export interface TakenBack {
	/** Cases that findings were taken out of and that stay. */
	readonly left: CaseName[];
	readonly audit: AuditEntry[];
}

/** Locks the cases that an escalation put findings into. Call it before the findings are locked. */
export async function lockCasesOfDecision(tx: Transaction, decisionId: string): Promise<void> {
	await tx.$executeRaw`SELECT 1 FROM "Case" WHERE "id" IN
		(SELECT "caseId" FROM "CaseFinding" WHERE "decisionId" = ${decisionId}::uuid) ORDER BY "id" FOR UPDATE`;
}

/**
 * Takes the findings of an undone escalation out of the case that it put them into. A case that the escalation began
 * and that nobody has touched since goes with its last finding.
 * @param findingIds those whose decision was taken back
 */
export async function takeBackEscalation(
	tx: Transaction,
	ctx: Context,
	decisionId: string,
	findingIds: readonly string[],
): Promise<TakenBack> {
	const links = await tx.caseFinding.findMany({
		where: { decisionId, findingId: { in: [...findingIds] } },
		select: { findingId: true },
	});
	const caseIds = await unlinkFindings(
		tx,
		ctx,
		links.map(({ findingId }) => findingId),
	);
	const left: CaseName[] = [];
	const audit: AuditEntry[] = [];
	for (const id of caseIds) {
		const row = await tx.case.findUniqueOrThrow({ where: { id } });
		const removed = await removeUntouched(tx, id, (began) => began.decisionId === decisionId);
		if (!removed) left.push(nameOf(row));
		audit.push({
			verb: removed ? "cases.remove" : "cases.remove-findings",
			targetKind: "case",
			targetId: id,
			before: { number: row.number, title: row.title },
			after: { decisionId, findings: links.length },
		});
	}
	return { left, audit };
}
