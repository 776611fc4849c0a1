import type { TaskDto } from "@/lib/cases/tasks/answers";
import type { Change } from "./use-task-changes";

/** What was changed in the form: what was not touched stays as others leave it. */
export function onlyChanged(task: TaskDto, fields: Change): Change {
	const seen: Readonly<Record<string, unknown>> = { ...task, assigneeId: task.assignee?.id ?? null };
	const instant = (value: unknown) => (typeof value === "string" ? Date.parse(value) : null);
	return Object.fromEntries(
		Object.entries(fields).filter(([key, value]) =>
			key === "dueAt" ? instant(value) !== minute(instant(seen.dueAt)) : value !== seen[key],
		),
	);
}

/** An instant as the form's field holds it: without its seconds. */
function minute(instant: number | null): number | null {
	return instant === null ? null : Math.floor(instant / 60_000) * 60_000;
}
