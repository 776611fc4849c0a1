import { recordAudit } from "@/lib/audit/record";
import { recordCaseEvent } from "@/lib/cases/record-event";
import type { Context } from "@/lib/context";
import { type RemovalQuery, removalQuery } from "@/lib/http/operation";
import { parseInput } from "@/lib/http/parse";
import { authorize } from "@/lib/identity/permissions";
import { auditedTask } from "./dto";
import { lockTask } from "./find";
import { requireTaskVersion } from "./update";

/**
 * Takes a task out of its case; the audit keeps it.
 * @throws AppError `not_found`, `conflict` when the case is closed, or the task changed since it was seen (with `task`)
 */
export async function removeTask(ctx: Context, taskId: string, input: RemovalQuery = {}): Promise<void> {
	authorize(ctx.actor, "cases.work");
	const { version } = parseInput(removalQuery, input);
	await ctx.db.$transaction(async (tx) => {
		const { task, of } = await lockTask(tx, ctx.actor, taskId);
		if (version !== undefined) requireTaskVersion(task, version);
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
