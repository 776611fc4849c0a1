import { namedPerson } from "@/lib/cases/record/people";
import { recordCaseEvent } from "@/lib/cases/record/record-event";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { TaskDto } from "./answers";
import { auditedTask, toTask } from "./dto";
import { lockCaseOfTasks } from "./find";
import { TASK_LIMIT } from "./rules";
import { type TaskInput, taskInput } from "./schema";
import { tellAssignee } from "./tell-assignee";

/** Adds a task at the end. @throws AppError `invalid_input`, `not_found`, `conflict` (closed), `too_large` */
export async function addTask(ctx: Context, caseId: string, input: TaskInput): Promise<TaskDto> {
	authorize(ctx.actor, "cases.work");
	const { assigneeId, dueAt, ...fields } = parseInput(taskInput, input);
	return ctx.db.$transaction(async (tx) => {
		const of = await lockCaseOfTasks(tx, ctx.actor, caseId);
		const { _count: count, _max: last } = await tx.caseTask.aggregate({
			where: { caseId: of.id },
			_count: true,
			_max: { position: true },
		});
		if (count >= TASK_LIMIT) throw new AppError("too_large", `The case has ${TASK_LIMIT} tasks already.`);
		const assigneeName = await namedPerson(tx, of.workspaceId, assigneeId, "assigneeId");
		const row = await tx.caseTask.create({
			data: {
				...fields,
				caseId: of.id,
				position: (last.position ?? -1) + 1,
				assigneeId,
				assigneeName,
				dueAt: dueAt === null ? null : new Date(dueAt),
				createdAt: ctx.now(),
			},
		});
		await recordCaseEvent(tx, ctx, of.id, "task_added", { taskId: row.id, title: row.title });
		await tellAssignee(tx, ctx, row, of);
		await recordAudit(tx, ctx, {
			verb: "tasks.add",
			target: ["case", of.id],
			after: { taskId: row.id, ...auditedTask(row) },
		});
		return toTask(row);
	});
}
