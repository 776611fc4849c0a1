import { fromRow } from "@/lib/core/answer";
import type { CaseTask } from "@/lib/platform/db/generated/client.ts";
import { type TaskDto, taskDto } from "./answers";

export function toTask(row: CaseTask): TaskDto {
	const { assigneeId: id, assigneeName: name } = row;
	return { ...fromRow(taskDto, row), assignee: id === null ? null : { id, name: name ?? "Unknown person" } };
}

/** What the audit keeps of a task. */
export function auditedTask(row: CaseTask) {
	const { title, description, status, blocking, assignee, dueAt, outcome } = toTask(row);
	return { title, description, status, blocking, assignee: assignee?.name ?? null, dueAt, outcome };
}
