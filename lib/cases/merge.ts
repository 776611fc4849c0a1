import { recordAudit } from "@/lib/audit/record";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { parseInput } from "@/lib/http/parse";
import { actorRecord } from "@/lib/identity/actor";
import { authorize } from "@/lib/identity/permissions";
import { countMoved, moveBelongings } from "./belongings";
import { lockCases, noSuchCase } from "./find";
import { readCase } from "./get";
import { recordCaseEvent } from "./record-event";
import { isOpenCase } from "./rules";
import { type CaseDetail, type MergeInput, mergeInput } from "./schema";
import { requireStanding, requireVersion } from "./update";

/**
 * Merges a case into another of the same workspace: findings, tasks, comments, files, entities and watchers go over,
 * and what was moved is kept, so that an unmerge brings exactly that back. Fields and history stay with each.
 * @param caseId the case that is merged into `input.into`
 * @returns the case that it was merged into
 * @throws AppError `not_found`, `invalid_input`; `conflict` when somebody has changed the case since (with `case`), one
 *   of them was merged already (with `mergedInto`), or the other is closed (with `closed`)
 */
export async function mergeCase(ctx: Context, caseId: string, input: MergeInput): Promise<CaseDetail> {
	authorize(ctx.actor, "cases.work");
	const { into: intoId, version } = parseInput(mergeInput, input);
	return await ctx.db.$transaction(
		async (tx) => {
			const rows = await lockCases(tx, ctx.actor, [caseId, intoId]);
			const from = rows.find(({ id }) => id === caseId);
			const into = rows.find(({ id }) => id === intoId);
			if (from === undefined || into === undefined) throw noSuchCase();
			await requireVersion(tx, from, version);
			requireStanding(from);
			requireStanding(into);
			if (from.id === into.id) throw refused("A case cannot be merged into itself.");
			if (from.workspaceId !== into.workspaceId)
				throw refused("The two cases belong to different workspaces.");
			if (!isOpenCase(into.status)) {
				throw new AppError("conflict", `Case #${into.number} is closed.`, {
					remedy: "Reopen it first, or merge the other way round.",
					details: { closed: into.id },
				});
			}
			const at = ctx.now();
			const moved = await moveBelongings(tx, from.id, into.id);
			const merge = await tx.caseMerge.create({
				data: { fromId: from.id, intoId: into.id, at, byName: actorRecord(ctx.actor).actorName, moved },
			});
			await tx.case.update({
				where: { id: from.id },
				data: { mergedIntoId: into.id, version: { increment: 1 } },
			});
			const data = { mergeId: merge.id, from: from.number, into: into.number, moved: countMoved(moved) };
			await recordCaseEvent(tx, ctx, { caseId: from.id, kind: "merged", data });
			await recordCaseEvent(tx, ctx, { caseId: into.id, kind: "merged", data });
			const detail = await readCase(tx, { id: into.id });
			await recordAudit(
				tx,
				ctx,
				[from, into].map(({ id }) => ({
					verb: "cases.merge",
					targetKind: "case",
					targetId: id,
					after: { ...data, fromId: from.id, intoId: into.id },
				})),
			);
			return detail;
		},
		{ timeout: 60_000, maxWait: 10_000 },
	);
}

function refused(message: string): AppError {
	return new AppError("invalid_input", message, { places: [{ field: "into", message }] });
}
