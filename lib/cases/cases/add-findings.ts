import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { LONG_TRANSACTION } from "@/lib/platform/db/client";
import { adoptable } from "./adopt";
import { openTarget } from "./escalate";
import { readCase } from "./get";
import { linkFindings } from "./link-findings";
import { requireSameWorkspace } from "./same-workspace";
import { type AddFindingsInput, addFindingsInput, type CaseDetail } from "./schema";

/**
 * Adds escalated findings without a case to a case. What is not escalated yet goes there by a decision.
 * @throws AppError `not_found`, `invalid_input`; `conflict` for a finding that is not escalated or in a case already
 *   (with `findingIds`), and what `openTarget` throws of the case
 */
export async function addFindings(
	ctx: Context,
	caseId: string,
	input: AddFindingsInput,
): Promise<CaseDetail> {
	authorize(ctx.actor, "cases.work");
	const { findingIds, reopen } = parseInput(addFindingsInput, input);
	return await ctx.db.$transaction(async (tx) => {
		const { row, audit } = await openTarget(tx, ctx, { id: caseId, reopen });
		const findings = await adoptable(tx, ctx.actor, findingIds);
		requireSameWorkspace(row, findings);
		const ids = findings.map(({ id }) => id);
		await linkFindings(tx, ctx, row.id, ids, null);
		const detail = await readCase(tx, ctx.actor, { id: row.id });
		await recordAudit(tx, ctx, [
			...audit,
			{ verb: "cases.add-findings", target: ["case", row.id], after: { findingIds: ids } },
		]);
		return detail;
	}, LONG_TRANSACTION);
}
