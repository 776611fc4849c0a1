import { Released } from "@/lib/cases/record/released";
import { type ActionEnd, othersWork } from "@/lib/cases/record/rules";
import { TASK_ORDER } from "@/lib/cases/record/task-order";
import { type EndedTask, endOpenTasks } from "@/lib/cases/tasks/end-open";
import { AppError } from "@/lib/core/errors";
import type { AuditEntry } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import type { Transaction } from "@/lib/platform/db/client";
import type { Case, CaseTask, Prisma } from "@/lib/platform/db/generated/client.ts";
import type { StatusInput } from "./schema";

interface SettledWork {
	/** Fields of the case that change with it. */
	readonly fields: Prisma.CaseUncheckedUpdateInput;
	readonly endedTasks: readonly EndedTask[];
	/** Whose work ends, to be notified. */
	readonly released: Released;
	readonly audit: readonly AuditEntry[];
}

const NO_ACTION = {
	nextAction: null,
	nextActionOwnerId: null,
	nextActionOwnerName: null,
	nextActionAt: null,
} satisfies Prisma.CaseUncheckedUpdateInput;

const ACTION_END: Record<ActionEnd, "Marked done" | "Cancelled"> = {
	done: "Marked done",
	dropped: "Cancelled",
};

/**
 * Ends what is still to be done in a case that is being closed, as the person who closes it has chosen. The caller has
 * locked the case.
 * @throws AppError `conflict` (with `openWork`: all that is open) while nothing is chosen for a task or next action of
 *   someone else
 */
export async function settleOpenWork(
	tx: Transaction,
	ctx: Context,
	row: Case,
	chosen: StatusInput["openWork"],
): Promise<SettledWork> {
	const tasks = await tx.caseTask.findMany({
		where: { caseId: row.id, status: { in: ["open", "doing"] } },
		orderBy: TASK_ORDER,
	});
	const ends = new Map((chosen?.tasks ?? []).map(({ id, status }) => [id, status]));
	const closer =
		ctx.actor.kind === "person" ? ctx.actor.id : ctx.actor.kind === "token" ? ctx.actor.personId : null;
	const waiting = othersWork(
		{
			tasks: tasks.filter(({ id }) => !ends.has(id)),
			nextActionOwnerId: row.nextAction === null || chosen?.nextAction ? null : row.nextActionOwnerId,
		},
		closer,
	);
	if (waiting.tasks > 0 || waiting.nextAction) throw stillOpen(row, tasks, waiting);
	const ended = await endOpenTasks(tx, ctx, row, ends);
	const released = new Released();
	for (const task of ended.tasks) {
		released.add(task.assigneeId, task.status === "done" ? "Marked done" : "Cancelled", `“${task.title}”`);
	}
	const action = row.nextAction === null ? undefined : chosen?.nextAction;
	if (action !== undefined) {
		released.add(row.nextActionOwnerId, ACTION_END[action], `next action “${row.nextAction}”`);
	}
	return {
		fields: action === undefined ? {} : NO_ACTION,
		endedTasks: ended.before,
		released,
		audit: ended.audit,
	};
}

function stillOpen(
	row: Case,
	tasks: readonly CaseTask[],
	waiting: { readonly tasks: number; readonly nextAction: boolean },
): AppError {
	const what = [
		...(waiting.tasks === 0 ? [] : [waiting.tasks === 1 ? "1 open task" : `${waiting.tasks} open tasks`]),
		...(waiting.nextAction ? ["the next action"] : []),
	].join(" and ");
	return new AppError("conflict", `Other people still have work in this case: ${what}.`, {
		remedy: "Choose what becomes of it, in openWork, and close the case again. They are notified.",
		details: {
			openWork: {
				tasks: tasks.map(({ id, title, assigneeId, assigneeName, dueAt, blocking }) => ({
					id,
					title,
					assignee: assigneeId === null ? null : { id: assigneeId, name: assigneeName ?? "" },
					dueAt: dueAt?.toISOString() ?? null,
					blocking,
				})),
				nextAction:
					row.nextAction === null
						? null
						: {
								text: row.nextAction,
								owner:
									row.nextActionOwnerId === null
										? null
										: { id: row.nextActionOwnerId, name: row.nextActionOwnerName ?? "" },
								at: row.nextActionAt?.toISOString() ?? null,
							},
			},
		},
	});
}
