import { namedPerson } from "@/lib/cases/record/people";
import { recordCaseEvent } from "@/lib/cases/record/record-event";
import { Released } from "@/lib/cases/record/released";
import { AppError, changedSince } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { Transaction } from "@/lib/platform/db/client";
import type { Case, CaseTask, Prisma } from "@/lib/platform/db/generated/client.ts";
import type { TaskDto } from "./answers";
import { auditedTask, toTask } from "./dto";
import { lockTask } from "./find";
import { isOpenTask, outcomeProblem } from "./rules";
import { type TaskChange, taskChange } from "./schema";
import { tellAssignee } from "./tell-assignee";

type Fields = Omit<ReturnType<typeof taskChange.parse>, "version">;

/**
 * Changes a task: its words, whose it is, when it is due, its status with what came of it.
 * @throws AppError `invalid_input`, `not_found`, `conflict` when somebody has changed it since (with `task`, as it
 * stands now) or the case is closed
 */
export async function updateTask(ctx: Context, taskId: string, input: TaskChange): Promise<TaskDto> {
	authorize(ctx.actor, "cases.work");
	const { version, ...fields } = parseInput(taskChange, input);
	return ctx.db.$transaction(async (tx) => {
		const { task: before, of } = await lockTask(tx, ctx.actor, taskId);
		requireTaskVersion(before, version);
		const data = await changed(tx, ctx, before, of, fields);
		const problem = outcomeProblem({ ...before, ...data });
		if (problem) {
			throw new AppError("invalid_input", `${problem.field}: ${problem.message}`, { places: [problem] });
		}
		const after = await tx.caseTask.update({
			where: { id: before.id },
			data: { ...data, version: { increment: 1 } },
		});
		await recordCaseEvent(tx, ctx, of.id, "task_changed", happening(before, after));
		if (after.assigneeId !== before.assigneeId) {
			await tellAssignee(tx, ctx, after, of);
			await notifyFormer(tx, ctx, before, after, of);
		}
		await recordAudit(tx, ctx, {
			verb: "tasks.update",
			target: ["case", of.id],
			before: { taskId: before.id, ...auditedTask(before) },
			after: { taskId: after.id, ...auditedTask(after) },
		});
		return toTask(after);
	});
}

/** @throws AppError `conflict` (with `task`, as it stands now) unless it is the version that the person saw */
export function requireTaskVersion(task: CaseTask, version: number): void {
	if (task.version === version) return;
	throw changedSince("this task", { task: toTask(task) });
}

/** Notifies the person who had an open task that it was given to another one, or to no one. */
async function notifyFormer(tx: Transaction, ctx: Context, before: CaseTask, after: CaseTask, of: Case) {
	if (!isOpenTask(before.status)) return;
	const released = new Released();
	released.add(before.assigneeId, `Now ${after.assigneeName ?? "unassigned"}`, `“${after.title}”`);
	await released.notify(tx, ctx, of, `A task of yours in case #${of.number} “${of.title}” was reassigned`);
}

/** The columns that a change sets, as plain values. */
async function changed(tx: Transaction, ctx: Context, before: CaseTask, of: Case, fields: Fields) {
	const data: Partial<Omit<CaseTask, "id" | "caseId" | "version">> = {};
	const { title, description, blocking, outcome, status, assigneeId, dueAt } = fields;
	if (title !== undefined) data.title = title;
	if (description !== undefined) data.description = description;
	if (blocking !== undefined) data.blocking = blocking;
	if (outcome !== undefined) data.outcome = outcome;
	if (dueAt !== undefined) data.dueAt = dueAt === null ? null : new Date(dueAt);
	if (assigneeId !== undefined && assigneeId !== before.assigneeId) {
		data.assigneeId = assigneeId;
		data.assigneeName = await namedPerson(tx, of.workspaceId, assigneeId, "assigneeId");
	}
	if (status !== undefined && status !== before.status) {
		const open = isOpenTask(status);
		data.status = status;
		data.finishedAt = open ? null : ctx.now();
		data.finishedBy = open ? null : actorRecord(ctx.actor).actorName;
	}
	return data;
}

/** What of a change the timeline tells. */
function happening(before: CaseTask, after: CaseTask): Prisma.InputJsonObject {
	return {
		taskId: after.id,
		title: after.title,
		...(after.status === before.status ? {} : { status: after.status, outcome: after.outcome.slice(0, 500) }),
		...(after.assigneeId === before.assigneeId ? {} : { assignee: after.assigneeName }),
		...(after.dueAt?.getTime() === before.dueAt?.getTime()
			? {}
			: { dueAt: after.dueAt?.toISOString() ?? null }),
	};
}
