import { lockCases, noSuchCase, requireStanding } from "@/lib/cases/record/find";
import { recordCaseEvent } from "@/lib/cases/record/record-event";
import { Released } from "@/lib/cases/record/released";
import { isOpenCase } from "@/lib/cases/record/rules";
import type { MovedTasks } from "@/lib/cases/tasks/move-to-case";
import { isOpenTask } from "@/lib/cases/tasks/rules";
import { AppError, fieldError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { LONG_TRANSACTION, type Transaction } from "@/lib/platform/db/client";
import type { Case } from "@/lib/platform/db/generated/client.ts";
import { countMoved, moveBelongings } from "./belongings";
import { readCase } from "./get";
import { type CaseDetail, type MergeInput, mergeInput } from "./schema";
import { requireVersion } from "./update";

/**
 * Merges a case into another of the same workspace: findings, tasks, comments, files, entities and watchers go over,
 * and what was moved is kept, so that an unmerge brings exactly that back. A task that both have from a template is
 * followed once. Fields and history stay with each; people whose work ends with it are notified.
 * @param caseId the case that is merged into `input.into`
 * @returns the case that it was merged into
 * @throws AppError `not_found`, `invalid_input`; `conflict` when somebody has changed the case since (with `case`), one
 *   of them was merged already (with `mergedInto`), or the other is closed (with `closed`)
 */
export async function mergeCase(ctx: Context, caseId: string, input: MergeInput): Promise<CaseDetail> {
	authorize(ctx.actor, "cases.work");
	const { into: intoId, version } = parseInput(mergeInput, input);
	return await ctx.db.$transaction(async (tx) => {
		const rows = await lockCases(tx, ctx.actor, [caseId, intoId]);
		const from = rows.find(({ id }) => id === caseId);
		const into = rows.find(({ id }) => id === intoId);
		if (from === undefined || into === undefined) throw noSuchCase();
		await requireVersion(tx, ctx, from, version);
		requireStanding(from);
		requireStanding(into);
		if (from.id === into.id) throw refused("A case cannot be merged into itself.");
		if (from.workspaceId !== into.workspaceId) throw refused("The two cases belong to different workspaces.");
		if (!isOpenCase(into.status)) {
			throw new AppError("conflict", `Case #${into.number} is closed.`, {
				remedy: "Reopen it first, or merge the other way round.",
				details: { closed: into.id },
			});
		}
		const at = ctx.now();
		const { moved, replaced } = await moveBelongings(tx, from.id, into.id);
		const merge = await tx.caseMerge.create({
			data: { fromId: from.id, intoId: into.id, at, byName: actorRecord(ctx.actor).actorName, moved },
		});
		await tx.case.update({
			where: { id: from.id },
			data: { mergedIntoId: into.id, version: { increment: 1 } },
		});
		const data = { mergeId: merge.id, from: from.number, into: into.number, moved: countMoved(moved) };
		await recordCaseEvent(tx, ctx, from.id, "merged", data);
		await recordCaseEvent(tx, ctx, into.id, "merged", data);
		await notifyReleased(tx, ctx, from, into, replaced);
		const detail = await readCase(tx, ctx.actor, { id: into.id });
		await recordAudit(
			tx,
			ctx,
			[from, into].map(({ id }) => ({
				verb: "cases.merge",
				target: ["case", id],
				after: { ...data, fromId: from.id, intoId: into.id },
			})),
		);
		return detail;
	}, LONG_TRANSACTION);
}

/** Notifies people whose work is not followed in the merged case any more. */
async function notifyReleased(
	tx: Transaction,
	ctx: Context,
	from: Case,
	into: Case,
	replaced: MovedTasks["replaced"],
): Promise<void> {
	const released = new Released();
	for (const { task, by } of replaced) {
		if (!isOpenTask(task.status) || task.assigneeId === by.assigneeId) continue;
		const now = isOpenTask(by.status) ? (by.assigneeName ?? "unassigned") : by.status;
		released.add(task.assigneeId, `Followed in #${into.number}`, `“${task.title}” (${now})`);
	}
	released.add(from.ownerId, `Work on in #${into.number}`, `case #${from.number}`);
	if (from.nextAction !== null) {
		released.add(from.nextActionOwnerId, "No longer listed", `next action “${from.nextAction}”`);
	}
	await released.notify(
		tx,
		ctx,
		into,
		`Case #${from.number} “${from.title}” was merged into #${into.number}`,
	);
}

function refused(message: string): AppError {
	return fieldError("into", message);
}
