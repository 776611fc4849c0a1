import { z } from "zod";
import { lockCasesOfDecision, takeBackEscalation } from "@/lib/cases/cases/take-back";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { type DecisionOutcome, type DecisionResult, type UndoInput, undoInput } from "@/lib/decisions/schema";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { LONG_TRANSACTION } from "@/lib/platform/db/client";
import { SUMMARY_SELECT, toSummary } from "@/lib/triage/findings/dto";
import { takeBackDecision } from "@/lib/triage/findings/take-back";

/**
 * Undoes a decision, for all that it decided or for one finding: each returns to how it stood before, as long as this
 * decision is still the one it carries. One that was decided again since stays, and comes back as a conflict. What an
 * escalation put into a case leaves it. Anyone who decides can undo, no matter who decided, where they see all that returns.
 * @throws AppError `not_found`, `conflict` when the decision was already undone or came with the closing of a case
 */
export async function undoDecision(
	ctx: Context,
	decisionId: string,
	input: UndoInput = {},
): Promise<DecisionResult> {
	authorize(ctx.actor, "findings.decide");
	const id = parseInput(z.uuid(), decisionId);
	const { finding: only = null } = parseInput(undoInput, input);
	return ctx.db.$transaction(async (tx) => {
		await tx.$executeRaw`SELECT 1 FROM "Decision" WHERE "id" = ${id}::uuid FOR UPDATE`;
		const decision = await tx.decision.findUnique({ where: { id } });
		if (!decision) throw new AppError("not_found", "Decision not found.");
		if (decision.caseId !== null) {
			const closed = await tx.case.findUnique({ where: { id: decision.caseId }, select: { number: true } });
			throw new AppError("conflict", `This verdict was set by closing case #${closed?.number}.`, {
				remedy: "Undo the closing in the case.",
				details: { caseId: decision.caseId },
			});
		}
		// Where a later decision was undone, this one is carried again although it was undone for the others.
		if (decision.undoneAt && (await tx.finding.count({ where: { decisionId: id } })) === 0) {
			throw new AppError("conflict", "This decision has already been undone.", {
				details: { undoneAt: decision.undoneAt.toISOString() },
			});
		}
		await lockCasesOfDecision(tx, id);
		const { restored, decidedAgain, audit } = await takeBackDecision(tx, ctx, id, { only });
		const taken = await takeBackEscalation(
			tx,
			ctx,
			id,
			restored.map(({ id: findingId }) => findingId),
		);
		const after = await tx.finding.findMany({
			where: { id: { in: restored.map(({ id: findingId }) => findingId) } },
			select: SUMMARY_SELECT,
		});
		await recordAudit(tx, ctx, [...audit, ...taken.audit]);
		const outcomes: DecisionOutcome[] = [
			...after.map((row) => ({ id: row.id, outcome: "undone" as const, finding: toSummary(row) })),
			...decidedAgain.map((finding) => ({
				id: finding.id,
				outcome: "conflict" as const,
				finding: toSummary(finding),
			})),
		];
		return {
			id,
			decided: restored.length,
			conflicts: decidedAgain.length,
			notFound: 0,
			cases: taken.left,
			outcomes,
		};
	}, LONG_TRANSACTION);
}
