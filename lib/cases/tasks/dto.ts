import type { CaseTask } from "@/lib/platform/db/generated/client.ts";
import type { TaskDto } from "./answers";

export function toTask(row: CaseTask): TaskDto {
	return {
		id: row.id,
		caseId: row.caseId,
		title: row.title,
		description: row.description,
		status: row.status,
		blocking: row.blocking,
		assignee:
			row.assigneeId === null ? null : { id: row.assigneeId, name: row.assigneeName ?? "Unknown person" },
		dueAt: row.dueAt?.toISOString() ?? null,
		outcome: row.outcome,
		version: row.version,
		createdAt: row.createdAt.toISOString(),
		finishedAt: row.finishedAt?.toISOString() ?? null,
		finishedBy: row.finishedBy,
	};
}

/** What the audit keeps of a task. */
export function auditedTask(row: CaseTask) {
	const { title, description, status, blocking, assignee, dueAt, outcome } = toTask(row);
	return { title, description, status, blocking, assignee: assignee?.name ?? null, dueAt, outcome };
}
