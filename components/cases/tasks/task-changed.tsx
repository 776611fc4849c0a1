"use client";

import { ChangedNotice } from "@/components/parts/conflict/changed-notice";
import { differences } from "@/components/parts/conflict/differences";
import type { TaskDto } from "@/lib/cases/tasks/answers";
import { TASK_STATUS } from "./status";

interface TaskChangedProps {
	/** As it was when the dialog opened; undefined for a new one. */
	readonly seen: TaskDto | undefined;
	/** Current. */
	readonly current: TaskDto | undefined;
}

/** Says that somebody has changed a task while a dialog is open over it. */
export function TaskChanged({ seen, current }: TaskChangedProps) {
	if (seen === undefined || current === undefined || current.version <= seen.version) return null;
	const fields = differences([
		["Title", current.title, seen.title],
		["Status", TASK_STATUS[current.status].label, TASK_STATUS[seen.status].label],
		["Outcome", current.outcome, seen.outcome],
		["Assigned to", current.assignee?.name ?? "", seen.assignee?.name ?? ""],
		["Due", current.dueAt ?? "", seen.dueAt ?? ""],
		["Description", current.description, seen.description],
		["Holds the case", current.blocking ? "Yes" : "No", seen.blocking ? "Yes" : "No"],
	]);
	return (
		<ChangedNotice what="task" refused={false}>
			{fields.length === 0 ? null : (
				<p>Changed: {fields.map(({ label, theirs }) => `${label}: ${theirs || "None"}`).join(", ")}.</p>
			)}
		</ChangedNotice>
	);
}
