import type { CaseStatus, TaskStatus } from "../cases/rules";

export const TASK_TITLE_LIMIT = 200;
export const TASK_TEXT_LIMIT = 4_000;
/** Tasks a case may have. */
export const TASK_LIMIT = 300;

/** A task that somebody still has to do. */
export function isOpenTask(status: TaskStatus): boolean {
	return status === "open" || status === "doing";
}

export interface RuleProblem {
	readonly field: string;
	readonly message: string;
}

/**
 * What speaks against a task's status, or null. A task that holds the case open says what came of it, or why it does
 * not apply: without that the case would close on a tick.
 */
export function outcomeProblem(task: {
	readonly status: TaskStatus;
	readonly blocking: boolean;
	readonly outcome: string;
}): RuleProblem | null {
	if (isOpenTask(task.status) || task.outcome.trim() !== "") return null;
	if (task.status === "skipped") return { field: "outcome", message: "Say why it does not apply." };
	return task.blocking ? { field: "outcome", message: "Say what came of it: the case hangs on it." } : null;
}

/** Whether tasks may be changed: those of a closed case stand as they were when it was closed. */
export function mayChangeTasks(status: CaseStatus): boolean {
	return status !== "closed";
}

/** Whether something that is due counts as late. */
export function isOverdue(
	task: { readonly status: TaskStatus; readonly dueAt: string | null },
	now: Date,
): boolean {
	return task.dueAt !== null && isOpenTask(task.status) && Date.parse(task.dueAt) < now.getTime();
}

/**
 * The ids in a new order: `id` comes right after `after`, or first.
 * @returns null when either is not among them
 */
export function moved(ids: readonly string[], id: string, after: string | null): string[] | null {
	if (!ids.includes(id) || after === id) return null;
	const rest = ids.filter((one) => one !== id);
	if (after === null) return [id, ...rest];
	const place = rest.indexOf(after);
	return place < 0 ? null : [...rest.slice(0, place + 1), id, ...rest.slice(place + 1)];
}
