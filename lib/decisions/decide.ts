import { openTarget, type Placement, placeEscalated } from "@/lib/cases/cases/escalate";
import type { CaseName } from "@/lib/core/case-name";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import type { Escalation } from "@/lib/decisions/escalation";
import {
	type DecisionInputBody,
	type DecisionOutcome,
	type DecisionResult,
	decisionInput,
	type EscalationTarget,
} from "@/lib/decisions/schema";
import { type AuditEntry, recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { LONG_TRANSACTION, type Transaction } from "@/lib/platform/db/client";
import { announcement } from "@/lib/platform/events/announcement";
import { SUMMARY_SELECT, type SummaryRow, toSummary } from "@/lib/triage/findings/dto";
import { decisionProblem } from "@/lib/triage/findings/rules";
import { decisionAudit, type SaidVerdict, writeDecision } from "@/lib/triage/findings/write-decision";
import { type Selection, selectByFilter, selectByVersion } from "./selection";

/** One decision that escalated findings, after it was written. */
export const findingsEscalated = announcement<Escalation>("findings escalated");

/** Conflicts named one by one in the answer to a decision by filter; more are only counted. */
const LISTED_CONFLICTS = 100;

/**
 * Gives one verdict to one or many findings, in one transaction: what is answered as decided is stored, with
 * its activity and audit. A finding that changed since the person saw it is left alone and comes back as a
 * conflict with how it stands now.
 * @throws AppError `unauthenticated`, `invalid_input`, `too_large` (more than `DECISION_LIMIT` match), and what
 *   `openTarget` throws of the case that is named
 */
export async function decide(ctx: Context, input: DecisionInputBody): Promise<DecisionResult> {
	authorize(ctx.actor, "findings.decide");
	const decision = parseInput(decisionInput, input);
	const problem = decisionProblem(decision);
	if (problem) throw new AppError("invalid_input", problem.message, { places: [problem] });

	return ctx.db.$transaction(async (tx) => {
		const opened =
			decision.case && "id" in decision.case
				? await openTarget(tx, ctx, decision.case, "ids" in decision ? decision.ids : [])
				: { audit: [] };
		const selection =
			"ids" in decision
				? await selectByVersion(tx, ctx.actor, decision.ids, decision.versions)
				: await selectByFilter(tx, ctx.actor, decision.filter, new Date(decision.asOf));
		const { id, cases } =
			selection.matched.length > 0
				? await write(tx, ctx, decision, selection.matched, opened.audit)
				: { id: null, cases: [] };
		if (id === null && opened.audit.length > 0) await recordAudit(tx, ctx, opened.audit);
		return { ...(await answer(tx, id, selection, "ids" in decision)), cases };
	}, LONG_TRANSACTION);
}

async function write(
	tx: Transaction,
	ctx: Context,
	{ case: target, ...verdict }: SaidVerdict & { readonly case?: EscalationTarget | undefined },
	findings: readonly SummaryRow[],
	reopened: readonly AuditEntry[],
): Promise<{ id: string; cases: CaseName[] }> {
	const decision = await writeDecision(tx, ctx, verdict, findings);
	const { id, at, by } = decision;
	let placed: Placement = { cases: [], caseOf: new Map(), audit: [] };
	if (verdict.verdict === "escalated") {
		placed = await placeEscalated(tx, ctx, { decisionId: id, target, findings });
		await findingsEscalated.announce(tx, ctx, {
			decisionId: id,
			at,
			by,
			note: decision.said.note,
			findings,
		});
	}
	await recordAudit(tx, ctx, [
		...reopened,
		...decisionAudit(decision, findings, placed.caseOf),
		...placed.audit,
	]);
	return { id, cases: placed.cases };
}

async function answer(
	tx: Transaction,
	id: string | null,
	selection: Selection,
	listAll: boolean,
): Promise<Omit<DecisionResult, "cases">> {
	const after = listAll
		? await tx.finding.findMany({
				where: { id: { in: selection.matched.map((row) => row.id) } },
				select: SUMMARY_SELECT,
			})
		: [];
	const outcomes: DecisionOutcome[] = [
		...after.map((row) => ({ id: row.id, outcome: "decided" as const, finding: toSummary(row) })),
		...selection.conflicts
			.slice(0, listAll ? undefined : LISTED_CONFLICTS)
			.map((row) => ({ id: row.id, outcome: "conflict" as const, finding: toSummary(row) })),
		...selection.notFound.map((missing) => ({ id: missing, outcome: "not_found" as const })),
	];
	return {
		id,
		decided: selection.matched.length,
		conflicts: selection.conflicts.length,
		notFound: selection.notFound.length,
		outcomes,
	};
}
