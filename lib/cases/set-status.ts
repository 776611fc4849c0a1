import { recordAudit } from "@/lib/audit/record";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { parseInput } from "@/lib/http/parse";
import { authorize } from "@/lib/identity/permissions";
import { closeFindings } from "./close-findings";
import { lockCase } from "./find";
import { readCase } from "./get";
import { pick } from "./pick";
import { closingProblem, isOpenCase, mayMove } from "./rules";
import { type CaseDetail, type StatusInput, statusInput } from "./schema";
import { requireStanding, requireVersion } from "./update";
import { STATUS_FIELDS, writeStatus } from "./write-status";

/**
 * Moves a case to another status. Closing it asks for what it was, waits for the blocking tasks, and writes the
 * verdict back to the findings that are still escalated; who closes must be allowed to decide them.
 * @throws AppError `invalid_input`, `not_found`; `conflict` when somebody has changed the case since (with `case`),
 *   while a blocking task is open (with `tasks`), or a finding has changed since it was escalated (with `findingIds`)
 */
export async function setCaseStatus(ctx: Context, caseId: string, input: StatusInput): Promise<CaseDetail> {
	authorize(ctx.actor, "cases.work");
	const change = parseInput(statusInput, input);
	const problem = closingProblem(change.status, change);
	if (problem) throw new AppError("invalid_input", problem.message, { places: [problem] });
	return await ctx.db.$transaction(
		async (tx) => {
			const row = await lockCase(tx, ctx.actor, caseId);
			await requireVersion(tx, row, change.version);
			requireStanding(row);
			if (!mayMove(row.status, change.status)) {
				throw new AppError("conflict", `A case that is ${row.status} cannot become ${change.status}.`, {
					details: { case: await readCase(tx, { id: row.id }) },
				});
			}
			const closed = isOpenCase(change.status) ? null : await closeFindings(tx, ctx, row, change);
			const after = await writeStatus(tx, ctx, row, { ...change, decisionId: closed?.decisionId ?? null });
			const detail = await readCase(tx, { id: row.id });
			await recordAudit(tx, ctx, [
				...(closed?.audit ?? []),
				{
					verb: "cases.set-status",
					targetKind: "case",
					targetId: row.id,
					before: pick(row, STATUS_FIELDS),
					after: { ...pick(after, STATUS_FIELDS), decisionId: closed?.decisionId ?? null },
				},
			]);
			return detail;
		},
		{ timeout: 60_000, maxWait: 10_000 },
	);
}
