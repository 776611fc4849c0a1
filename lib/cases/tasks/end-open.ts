import { recordCaseEvent } from "@/lib/cases/record/record-event";
import { TASK_ORDER } from "@/lib/cases/record/task-order";
import type { AuditEntry } from "@/lib/platform/audit/record";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import type { Transaction } from "@/lib/platform/db/client";
import type { Case, CaseTask } from "@/lib/platform/db/generated/client.ts";
import { auditedTask } from "./dto";
import { isOpenTask, type TaskEnd } from "./rules";

/** A task as it was before the closing of its case ended it; `finishedAt` in ISO 8601. */
export interface EndedTask {
	readonly id: string;
	readonly status: CaseTask["status"];
	readonly outcome: string;
	readonly finishedAt: string | null;
	readonly finishedBy: string | null;
}

export interface TaskChanges {
	readonly tasks: readonly CaseTask[];
	/** As they were before, in the same order. */
	readonly before: readonly EndedTask[];
	readonly audit: readonly AuditEntry[];
}

const OUTCOME: Record<TaskEnd, string> = {
	done: "Done when the case was closed.",
	skipped: "Cancelled when the case was closed.",
};

/**
 * Ends open tasks of a case with its closing; what is not open any more, or in another case, is left alone. Part of a
 * verb's transaction, which has locked the case and records the audit last.
 */
export async function endOpenTasks(
	tx: Transaction,
	ctx: Context,
	of: Case,
	ends: ReadonlyMap<string, TaskEnd>,
): Promise<TaskChanges> {
	const found = await tx.caseTask.findMany({
		where: { id: { in: [...ends.keys()] }, caseId: of.id },
		orderBy: TASK_ORDER,
	});
	const open = found.filter(({ status }) => isOpenTask(status));
	const { actorName } = actorRecord(ctx.actor);
	return await change(tx, ctx, of, open, (task) => {
		const status = ends.get(task.id) ?? "skipped";
		return { status, outcome: task.outcome || OUTCOME[status], finishedAt: ctx.now(), finishedBy: actorName };
	});
}

/** Makes tasks what they were before a closing ended them, as far as they are still in the case. */
export async function restoreEndedTasks(
	tx: Transaction,
	ctx: Context,
	of: Case,
	ended: readonly EndedTask[],
): Promise<TaskChanges> {
	const before = new Map(ended.map((task) => [task.id, task]));
	const found = await tx.caseTask.findMany({
		where: { id: { in: [...before.keys()] }, caseId: of.id },
		orderBy: TASK_ORDER,
	});
	return await change(tx, ctx, of, found, (task) => {
		const { status = "open", outcome = "", finishedAt = null, finishedBy = null } = before.get(task.id) ?? {};
		return { status, outcome, finishedAt: finishedAt === null ? null : new Date(finishedAt), finishedBy };
	});
}

async function change(
	tx: Transaction,
	ctx: Context,
	of: Case,
	tasks: readonly CaseTask[],
	to: (task: CaseTask) => Pick<CaseTask, "status" | "outcome" | "finishedAt" | "finishedBy">,
): Promise<TaskChanges> {
	const changed: CaseTask[] = [];
	const audit: AuditEntry[] = [];
	for (const task of tasks) {
		const after = await tx.caseTask.update({
			where: { id: task.id },
			data: { ...to(task), version: { increment: 1 } },
		});
		await recordCaseEvent(tx, ctx, of.id, "task_changed", {
			taskId: task.id,
			title: task.title,
			status: after.status,
			outcome: after.outcome.slice(0, 500),
		});
		changed.push(after);
		audit.push({
			verb: "tasks.update",
			target: ["case", of.id],
			before: { taskId: task.id, ...auditedTask(task) },
			after: { taskId: task.id, ...auditedTask(after) },
		});
	}
	const before = tasks.map(({ id, status, outcome, finishedAt, finishedBy }) => ({
		id,
		status,
		outcome,
		finishedAt: finishedAt?.toISOString() ?? null,
		finishedBy,
	}));
	return { tasks: changed, before, audit };
}
