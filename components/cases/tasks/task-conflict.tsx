"use client";

import { ConflictDialog, Sides } from "@/components/parts/conflict/conflict-dialog";
import { Fact, Facts } from "@/components/ui/facts";
import { LookMark } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import type { TaskDto } from "@/lib/cases/tasks/answers";
import { visibleProse, visibleText } from "@/lib/core/visible-text";
import { TASK_STATUS } from "./status";
import type { Change, TaskConflict } from "./use-task-changes";

interface TaskConflictProps {
	readonly conflict: TaskConflict;
	/** Names of people by their ids. */
	readonly names: ReadonlyMap<string, string>;
	readonly onKeep: () => void;
	readonly onApply: () => void;
}

/** What somebody did to a task in the meantime beside what was about to be written. */
export function TaskConflictDialog({ conflict, names, onKeep, onApply }: TaskConflictProps) {
	const { theirs, mine } = conflict;
	return (
		<ConflictDialog
			title="This task changed in the meantime"
			description={`Your change of “${visibleText(theirs.title)}” is not saved.`}
			onKeep={onKeep}
			onApply={onApply}
		>
			<Sides
				theirs={<Words task={theirs} assignee={theirs.assignee?.name ?? null} />}
				mine={<Words task={mine} assignee={mine.assigneeId ? (names.get(mine.assigneeId) ?? null) : null} />}
			/>
		</ConflictDialog>
	);
}

/** The fields that are set, in words. */
function Words({ task, assignee }: { task: Change | TaskDto; assignee: string | null }) {
	const status = task.status === undefined ? null : TASK_STATUS[task.status];
	return (
		<Facts>
			{task.title === undefined ? null : <Fact name="Title">{visibleText(task.title)}</Fact>}
			{status === null ? null : (
				<Fact name="Status">
					<LookMark look={status} />
				</Fact>
			)}
			{task.outcome === undefined ? null : <Fact name="Outcome">{visibleProse(task.outcome)}</Fact>}
			{"assignee" in task || task.assigneeId !== undefined ? (
				<Fact name="Assigned to">{assignee === null ? null : visibleText(assignee)}</Fact>
			) : null}
			{task.dueAt === undefined ? null : (
				<Fact name="Due">{task.dueAt === null ? null : <Time value={task.dueAt} form="minutes" />}</Fact>
			)}
			{task.description === undefined || task.description === "" ? null : (
				<Fact name="Description">{visibleProse(task.description)}</Fact>
			)}
			{task.blocking === undefined ? null : <Fact name="Holds the case">{task.blocking ? "Yes" : "No"}</Fact>}
		</Facts>
	);
}
