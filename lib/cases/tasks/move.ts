import { recordCaseEvent } from "@/lib/cases/record/record-event";
import { TASK_ORDER } from "@/lib/cases/record/task-order";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { TaskList } from "./answers";
import { toTask } from "./dto";
import { lockTask, noSuchTask } from "./find";
import { moved } from "./rules";
import { type TaskPlace, taskPlace } from "./schema";
import { requireTaskVersion } from "./update";

/**
 * Moves a task right after another of its case, or to the front. Its place is part of its version, that of the others
 * is not: two people who move different tasks both get their way.
 * @throws AppError `not_found` when either has left the case, `conflict` when the case is closed or somebody has changed
 * or moved the task since (with `task`, as it stands now)
 */
export async function moveTask(ctx: Context, taskId: string, input: TaskPlace): Promise<TaskList> {
	authorize(ctx.actor, "cases.work");
	const { after, version } = parseInput(taskPlace, input);
	return ctx.db.$transaction(async (tx) => {
		const { task, of } = await lockTask(tx, ctx.actor, taskId);
		if (version !== undefined) requireTaskVersion(task, version);
		const rows = await tx.caseTask.findMany({ where: { caseId: of.id }, orderBy: TASK_ORDER });
		const before = rows.map(({ id }) => id);
		const order = moved(before, task.id, after);
		if (order === null) throw noSuchTask();
		await tx.$executeRaw`UPDATE "CaseTask" t SET "position" = o.n - 1,
				"version" = t."version" + (t."id" = ${task.id}::uuid)::int
			FROM unnest(${order}::uuid[]) WITH ORDINALITY AS o("id", n) WHERE t."id" = o."id"`;
		await recordCaseEvent(tx, ctx, of.id, "task_changed", {
			taskId: task.id,
			title: task.title,
			moved: true,
		});
		await recordAudit(tx, ctx, {
			verb: "tasks.move",
			target: ["case", of.id],
			before: { taskId: task.id, position: before.indexOf(task.id) },
			after: { taskId: task.id, position: order.indexOf(task.id) },
		});
		const byId = new Map(rows.map((row) => [row.id, row]));
		byId.set(task.id, { ...task, version: task.version + 1 });
		return { items: order.flatMap((id) => byId.get(id) ?? []).map(toTask) };
	});
}
