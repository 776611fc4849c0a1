import { isOpenCase } from "@/lib/cases/record/rules";
import type { CaseName } from "@/lib/core/case-name";
import { AppError } from "@/lib/core/errors";
import type { AuditEntry } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import type { Transaction } from "@/lib/platform/db/client";
import type { Case } from "@/lib/platform/db/generated/client.ts";
import { nameOf } from "./escalate";
import { unlinkFindings } from "./link-findings";
import { removeUntouched } from "./remove-untouched";

export interface TakenBack {
	/** Cases that findings were taken out of and that stay. */
	readonly left: CaseName[];
	readonly audit: AuditEntry[];
}

/**
 * Locks the cases that an escalation put findings into. Call it before the findings are locked.
 * @throws AppError `conflict` (with `closed`) where one of them is closed: its findings stay what it was closed with
 */
export async function lockCasesOfDecision(tx: Transaction, decisionId: string): Promise<void> {
	const rows = await tx.$queryRaw<Pick<Case, "id" | "number" | "status">[]>`
		SELECT "id", "number", "status"::text FROM "Case" WHERE "id" IN
			(SELECT l."caseId" FROM "CaseFinding" l JOIN "Finding" f ON f."id" = l."findingId"
				WHERE l."decisionId" = ${decisionId}::uuid AND f."decisionId" = ${decisionId}::uuid)
		ORDER BY "id" FOR UPDATE`;
	const closed = rows.find(({ status }) => !isOpenCase(status));
	if (closed === undefined) return;
	throw new AppError("conflict", `These findings are in case #${closed.number}, which is closed.`, {
		remedy: "Reopen the case first, or decide the findings again.",
		details: { closed: closed.id },
	});
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
			target: ["case", id],
			before: { number: row.number, title: row.title },
			after: { decisionId, findings: links.length },
		});
	}
	return { left, audit };
}
