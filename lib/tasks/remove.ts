import { recordAudit } from "@/lib/audit/record";
import { recordCaseEvent } from "@/lib/cases/record-event";
import type { Context } from "@/lib/context";
import { authorize } from "@/lib/identity/permissions";
import { auditedTask } from "./dto";
import { lockTask } from "./find";

/** Takes a task out of its case; the audit keeps it. @throws AppError `not_found`, `conflict` (closed) */
export async function removeTask(ctx: Context, taskId: string): Promise<void> {
	authorize(ctx.actor, "cases.work");
	await ctx.db.$transaction(async (tx) => {
		const { task, of } = await lockTask(tx, ctx.actor, taskId);
		await tx.caseTask.delete({ where: { id: task.id } });
		await recordCaseEvent(tx, ctx, {
			caseId: of.id,
			kind: "task_removed",
			data: { taskId: task.id, title: task.title },
		});
		await recordAudit(tx, ctx, [
			{
				verb: "tasks.remove",
				targetKind: "case",
				targetId: of.id,
				before: { taskId: task.id, ...auditedTask(task) },
			},
		]);
	});
}
