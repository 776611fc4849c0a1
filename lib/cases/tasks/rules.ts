import type { TaskStatus } from "@/lib/cases/record/rules";
import type { CaseStatus } from "@/lib/core/case-status";

/** Tasks a case may have. */
export const TASK_LIMIT = 300;

/** A task that somebody still has to do. */
export function isOpenTask(status: TaskStatus): boolean {
	return status === "open" || status === "doing";
}

/** How an open task ends with its case. */
export const TASK_ENDS = ["done", "skipped"] as const;
export type TaskEnd = (typeof TASK_ENDS)[number];

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
	if (task.status === "skipped") return { field: "outcome", message: "Enter why it does not apply." };
	return task.blocking
		? { field: "outcome", message: "Enter the outcome: this task blocks closing the case." }
		: null;
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

/** What tells which of two tasks of the same template to follow. */
export interface Twin {
	readonly id: string;
	readonly title: string;
	readonly description: string;
	readonly status: TaskStatus;
	readonly blocking: boolean;
	readonly assigneeId: string | null;
	readonly outcome: string;
}

const PROGRESS: Record<TaskStatus, number> = { open: 0, doing: 1, skipped: 2, done: 3 };

/**
 * Whether a task has got further than its twin: by its status, then by whether it holds the case open, whether someone
 * does it, and whether something is written down.
 */
export function isFurther(one: Twin, other: Twin): boolean {
	const grades = ({ status, blocking, assigneeId, outcome }: Twin) => [
		PROGRESS[status],
		Number(blocking),
		Number(assigneeId !== null),
		Number(outcome !== ""),
	];
	const theirs = grades(other);
	for (const [index, grade] of grades(one).entries()) {
		const difference = grade - (theirs[index] ?? 0);
		if (difference !== 0) return difference > 0;
	}
	return false;
}

/**
 * What becomes of the tasks of two cases that are merged. Two tasks are the same when their titles are, and either a
 * template has that title or the descriptions are the same too: “Call the user” written by hand in both cases may mean
 * two users.
 * @param templateTitles titles of the tasks of all templates
 * @returns `moved`: of `from`, into the other case; `setAside`: of `into`, out of it; `replaced`: those of either that
 *   are not followed, with the one that is
 */
export function chooseTwins<T extends Twin>(
	from: readonly T[],
	into: readonly T[],
	templateTitles: readonly string[],
): { readonly moved: string[]; readonly setAside: string[]; readonly replaced: { task: T; by: T }[] } {
	const templates = new Set(templateTitles.map(titleKey));
	const sameness = ({ title, description, id }: T) => {
		if (templates.has(titleKey(title))) return titleKey(title);
		return description.trim() === "" ? id : JSON.stringify([titleKey(title), description.trim()]);
	};
	const moved: string[] = [];
	const setAside: string[] = [];
	const replaced: { task: T; by: T }[] = [];
	for (const key of new Set(from.map(sameness))) {
		const theirs = from.filter((task) => sameness(task) === key);
		const ours = into.filter((task) => sameness(task) === key);
		if (ours.length === 0) {
			moved.push(...theirs.map(({ id }) => id));
			continue;
		}
		const best = [...ours, ...theirs].reduce((found, task) => (isFurther(task, found) ? task : found));
		const rest = theirs.filter((task) => task !== best);
		if (theirs.includes(best)) {
			moved.push(best.id);
			setAside.push(...ours.map(({ id }) => id));
			rest.push(...ours);
		}
		replaced.push(...rest.map((task) => ({ task, by: best })));
	}
	return { moved, setAside, replaced };
}

function titleKey(title: string): string {
	return title.trim().toLowerCase();
}
