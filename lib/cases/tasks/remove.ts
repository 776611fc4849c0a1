import { recordCaseEvent } from "@/lib/cases/record/record-event";
import { Released } from "@/lib/cases/record/released";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { type RemovalQuery, removalQuery } from "@/lib/platform/http/operation";
import { auditedTask } from "./dto";
import { lockTask } from "./find";
import { isOpenTask } from "./rules";
import { requireTaskVersion } from "./update";

/**
 * Removes a task from its case; the audit keeps it, and the person whose it was is notified.
 * @throws AppError `not_found`, `conflict` when the case is closed, or the task changed since it was seen (with `task`)
 */
export async function removeTask(ctx: Context, taskId: string, input: RemovalQuery = {}): Promise<void> {
	authorize(ctx.actor, "cases.work");
	const { version } = parseInput(removalQuery, input);
	await ctx.db.$transaction(async (tx) => {
		const { task, of } = await lockTask(tx, ctx.actor, taskId);
		if (version !== undefined) requireTaskVersion(task, version);
		await tx.caseTask.delete({ where: { id: task.id } });
		await recordCaseEvent(tx, ctx, of.id, "task_removed", { taskId: task.id, title: task.title });
		if (isOpenTask(task.status)) {
			const released = new Released();
			released.add(task.assigneeId, "Removed", `“${task.title}”`);
			await released.notify(tx, ctx, of, `A task of yours in case #${of.number} “${of.title}” was removed`);
		}
		await recordAudit(tx, ctx, {
			verb: "tasks.remove",
			target: ["case", of.id],
			before: { taskId: task.id, ...auditedTask(task) },
		});
	});
}
