import { TASK_ORDER } from "@/lib/cases/record/task-order";
import { CLICK_PLAYBOOK } from "@/lib/cases/templates/rules";
import type { Transaction } from "@/lib/platform/db/client";
import type { CaseTask } from "@/lib/platform/db/generated/client.ts";
import { chooseTwins } from "./rules";

export interface MovedTasks {
	/** Ids of tasks that went over. */
	readonly moved: readonly string[];
	/** Ids of tasks of the other case that gave way to one that has got further; they stay with the merged case. */
	readonly setAside: readonly string[];
	/** Tasks that are not followed any more, each with the one that is. */
	readonly replaced: readonly { readonly task: CaseTask; readonly by: CaseTask }[];
}

/**
 * Moves the tasks of a case to the one it is merged into. A task of a template that both have is followed once: the one
 * that has got further ends in the other case, its twin in the merged one. No task is changed or lost.
 */
export async function moveTasks(tx: Transaction, fromId: string, intoId: string): Promise<MovedTasks> {
	const tasks = await tx.caseTask.findMany({
		where: { caseId: { in: [fromId, intoId] } },
		orderBy: TASK_ORDER,
	});
	const stored = await tx.taskTemplate.findMany({ select: { tasks: true } });
	const known = [...CLICK_PLAYBOOK, ...stored.flatMap((row) => row.tasks as unknown as { title: string }[])];
	const { moved, setAside, replaced } = chooseTwins(
		tasks.filter(({ caseId }) => caseId === fromId),
		tasks.filter(({ caseId }) => caseId === intoId),
		known.map(({ title }) => title),
	);
	await tx.caseTask.updateMany({ where: { id: { in: moved } }, data: { caseId: intoId } });
	await tx.caseTask.updateMany({ where: { id: { in: setAside } }, data: { caseId: fromId } });
	return { moved, setAside, replaced };
}
