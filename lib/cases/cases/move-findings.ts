import { lockCases, noSuchCase, requireStanding } from "@/lib/cases/record/find";
import { recordCaseEvent } from "@/lib/cases/record/record-event";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { type AuditEntry, recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { LONG_TRANSACTION, type Transaction } from "@/lib/platform/db/client";
import type { Case } from "@/lib/platform/db/generated/client.ts";
import { SUMMARY_SELECT } from "@/lib/triage/findings/dto";
import { addCase } from "./add-case";
import { openTarget } from "./escalate";
import { readCase } from "./get";
import { linkFindings } from "./link-findings";
import { removeUntouched } from "./remove-untouched";
import { requireSameWorkspace } from "./same-workspace";
import { type CaseDetail, type MoveFindingsInput, moveFindingsInput } from "./schema";

/**
 * Moves findings of a case to another one: a new one (a split), or one there is, such as where they came from (its
 * undo). A new case that a split began goes again when all went back and nobody has touched it.
 * @returns the case that they are in now
 * @throws AppError `not_found`, `invalid_input`; `conflict` for a finding that is not in the case any more (with
 *   `findingIds`), and what `openTarget` throws of the other case
 */
export async function moveFindings(
	ctx: Context,
	caseId: string,
	input: MoveFindingsInput,
): Promise<CaseDetail> {
	authorize(ctx.actor, "cases.work");
	const { findingIds, to } = parseInput(moveFindingsInput, input);
	return await ctx.db.$transaction(async (tx) => {
		const named = "id" in to ? to : null;
		const rows = await lockCases(tx, ctx.actor, [caseId, ...(named === null ? [] : [named.id])]);
		const from = rows.find(({ id }) => id === caseId);
		if (from === undefined) throw noSuchCase();
		requireStanding(from);
		if (named?.id === from.id) throw new AppError("invalid_input", "They are in this case already.");
		const ids = await inThatCase(tx, from, [...new Set(findingIds)]);
		const findings = await tx.finding.findMany({ where: { id: { in: ids } }, select: SUMMARY_SELECT });
		const { row: into, audit } =
			named === null
				? {
						row: await addCase(tx, ctx, {
							...to,
							workspaceId: from.workspaceId,
							findings,
							splitFrom: from.id,
						}),
						audit: [],
					}
				: await openTarget(tx, ctx, named);
		requireSameWorkspace(into, findings);
		const data = { from: from.number, into: into.number, count: ids.length };
		await linkFindings(tx, ctx, into.id, ids, null);
		const removed = await removeUntouched(tx, from.id, (began) => began.splitFrom === into.id);
		if (!removed) await recordCaseEvent(tx, ctx, from.id, "split", data);
		const detail = await readCase(tx, ctx.actor, { id: into.id });
		await recordAudit(tx, ctx, [
			...audit,
			...[from, into].map(
				({ id }): AuditEntry => ({
					verb: "cases.move-findings",
					target: ["case", id],
					after: { ...data, findingIds: ids, ...(removed ? { removed: from.number } : {}) },
				}),
			),
		]);
		return detail;
	}, LONG_TRANSACTION);
}

/** @throws AppError `conflict` for findings that are not in the case */
async function inThatCase(tx: Transaction, from: Case, ids: readonly string[]): Promise<string[]> {
	const links = await tx.$queryRaw<{ findingId: string }[]>`
		SELECT "findingId" FROM "CaseFinding" WHERE "caseId" = ${from.id}::uuid AND "findingId" = ANY(${ids}::uuid[])
		ORDER BY "findingId" FOR UPDATE`;
	const there = new Set(links.map(({ findingId }) => findingId));
	const gone = ids.filter((id) => !there.has(id));
	if (gone.length === 0) return [...there];
	throw new AppError("conflict", "Some of these findings are no longer in this case.", {
		remedy: "Check the case, then try again.",
		details: { findingIds: gone.slice(0, 100) },
	});
}
