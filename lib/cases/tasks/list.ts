import { noSuchCase, whereCase } from "@/lib/cases/record/find";
import { TASK_ORDER } from "@/lib/cases/record/task-order";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { TaskList } from "./answers";
import { toTask } from "./dto";

/** A case's tasks in their order. @throws AppError `not_found` */
export async function listTasks(ctx: Context, caseId: string): Promise<TaskList> {
	authorize(ctx.actor, "cases.read");
	const found = await ctx.db.case.findFirst({
		where: whereCase(ctx.actor, caseId),
		select: { tasks: { orderBy: TASK_ORDER } },
	});
	if (found === null) throw noSuchCase();
	return { items: found.tasks.map(toTask) };
}
