import { type CaseClassification, verdictOfClosing } from "@/lib/cases/record/rules";
import { AppError } from "@/lib/core/errors";
import type { AuditEntry } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { Transaction } from "@/lib/platform/db/client";
import type { Case } from "@/lib/platform/db/generated/client.ts";
import { SUMMARY_SELECT } from "@/lib/triage/findings/dto";
import { type BenignReason, decisionProblem, NOTE_LIMIT } from "@/lib/triage/findings/rules";
import { decisionAudit, writeDecision } from "@/lib/triage/findings/write-decision";

export interface ClosingWords {
	readonly classification?: CaseClassification | undefined;
	readonly benignReason?: BenignReason | undefined;
	readonly note?: string | undefined;
}

interface ClosedFindings {
	/** Null where no finding got another verdict. */
	readonly decisionId: string | null;
	readonly audit: readonly AuditEntry[];
}

/**
 * Gives a closing's verdict to the findings of a case that carry another one: escalated findings of what was benign, as
 * one decision of its own. A finding that is escalated already keeps its decision, with who made it and when, and one
 * that was decided otherwise in the meantime keeps its verdict. The caller has locked the case.
 * @throws AppError `conflict` while a blocking task is open, or a finding has changed since it was escalated
 */
export async function closeFindings(
	tx: Transaction,
	ctx: Context,
	row: Case,
	words: ClosingWords,
): Promise<ClosedFindings> {
	await requireTasksDone(tx, row);
	const verdict = words.classification === undefined ? null : verdictOfClosing(words.classification);
	await tx.$executeRaw`SELECT 1 FROM "Finding" f WHERE f."id" IN
		(SELECT "findingId" FROM "CaseFinding" WHERE "caseId" = ${row.id}::uuid) ORDER BY f."id" FOR UPDATE`;
	const findings = await tx.finding.findMany({
		where: { inCase: { caseId: row.id }, verdict: "escalated" },
		select: SUMMARY_SELECT,
		orderBy: { id: "asc" },
	});
	const changed = findings.filter(({ status }) => status === "changed");
	if (changed.length > 0) {
		throw new AppError(
			"conflict",
			`${changed.length === 1 ? "One finding has" : `${changed.length} findings have`} changed since the escalation.`,
			{
				remedy: "Look at what changed and decide again; then close the case.",
				details: { findingIds: changed.slice(0, 100).map(({ id }) => id) },
			},
		);
	}
	// All of them are escalated: a closing that says the same decides nothing.
	if (verdict !== "benign" || findings.length === 0) return { decisionId: null, audit: [] };
	authorize(ctx.actor, "findings.decide");
	const said = {
		verdict,
		note: closingNote(row, words).slice(0, NOTE_LIMIT),
		reason: words.benignReason ?? ("other" as const),
	};
	const problem = decisionProblem(said);
	if (problem) throw new AppError("invalid_input", problem.message, { places: [problem] });
	const decision = await writeDecision(tx, ctx, said, findings, row.id);
	return { decisionId: decision.id, audit: decisionAudit(decision, findings) };
}

function closingNote({ number }: Case, { classification = "undetermined", note }: ClosingWords): string {
	return `Case #${number} closed as ${classification.replace("_", " ")}.${note ? ` ${note}` : ""}`;
}

async function requireTasksDone(tx: Transaction, row: Case): Promise<void> {
	const tasks = await tx.caseTask.findMany({
		where: { caseId: row.id, blocking: true, status: { in: ["open", "doing"] } },
		select: { id: true, title: true },
		orderBy: { position: "asc" },
	});
	if (tasks.length === 0) return;
	throw new AppError(
		"conflict",
		tasks.length === 1
			? `A task holds this case open: “${tasks[0]?.title}”.`
			: `${tasks.length} tasks hold this case open: ${tasks.map(({ title }) => `“${title}”`).join(", ")}.`,
		{ remedy: "Finish them, or skip what does not apply.", details: { tasks } },
	);
}
