import { lockCases, noSuchCase, requireStanding, whereCase } from "@/lib/cases/record/find";
import { recordCaseEvent } from "@/lib/cases/record/record-event";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { LONG_TRANSACTION } from "@/lib/platform/db/client";
import { countMoved, type Moved, returnBelongings } from "./belongings";
import { readCase } from "./get";
import { type CaseDetail, type VersionInput, versionInput } from "./schema";
import { requireVersion } from "./update";

/**
 * Takes a merge back: the case stands for itself again, and what went over with it returns, as far as it has not been
 * moved on since.
 * @param caseId the case that was merged
 * @throws AppError `not_found`, `conflict` when it is merged into none, somebody has changed it since (with `case`), or
 *   the other case was merged on (with `mergedInto`)
 */
export async function unmergeCase(ctx: Context, caseId: string, input: VersionInput): Promise<CaseDetail> {
	authorize(ctx.actor, "cases.work");
	const { version } = parseInput(versionInput, input);
	return await ctx.db.$transaction(async (tx) => {
		const named = await tx.case.findFirst({
			where: whereCase(ctx.actor, caseId),
			select: { id: true, mergedIntoId: true },
		});
		if (named === null) throw noSuchCase();
		if (named.mergedIntoId === null) throw new AppError("conflict", "This case is merged into no other.");
		const rows = await lockCases(tx, ctx.actor, [named.id, named.mergedIntoId]);
		const from = rows.find(({ id }) => id === named.id);
		const into = rows.find(({ id }) => id === from?.mergedIntoId);
		if (from === undefined || into === undefined)
			throw new AppError("conflict", "Check the case, then try again.");
		await requireVersion(tx, ctx, from, version);
		requireStanding(into);
		const merge = await tx.caseMerge.findFirstOrThrow({
			where: { fromId: from.id, intoId: into.id, undoneAt: null },
			orderBy: { at: "desc" },
		});
		const moved = merge.moved as Moved;
		await returnBelongings(tx, moved, from.id, into.id);
		await tx.caseMerge.update({ where: { id: merge.id }, data: { undoneAt: ctx.now() } });
		await tx.case.update({
			where: { id: from.id },
			data: { mergedIntoId: null, version: { increment: 1 } },
		});
		const data = { mergeId: merge.id, from: from.number, into: into.number, moved: countMoved(moved) };
		await recordCaseEvent(tx, ctx, from.id, "unmerged", data);
		await recordCaseEvent(tx, ctx, into.id, "unmerged", data);
		const detail = await readCase(tx, ctx.actor, { id: from.id });
		await recordAudit(
			tx,
			ctx,
			[from, into].map(({ id }) => ({
				verb: "cases.unmerge",
				target: ["case", id],
				after: { ...data, fromId: from.id, intoId: into.id },
			})),
		);
		return detail;
	}, LONG_TRANSACTION);
}
