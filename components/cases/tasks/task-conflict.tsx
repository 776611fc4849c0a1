"use client";

import { type ReactNode, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Fact, Facts } from "@/components/ui/facts";
import { Mark } from "@/components/ui/tag";
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
	const keep = useRef<HTMLButtonElement>(null);
	return (
		<Dialog
			open
			size="lg"
			onOpenChange={(open) => !open && onKeep()}
			title="This task changed in the meantime"
			description={`Your change of “${visibleText(theirs.title)}” is not saved.`}
			initialFocus={keep}
			footer={
				<>
					<Button size="md" onClick={onApply}>
						Apply mine
					</Button>
					<Button ref={keep} size="md" variant="primary" onClick={onKeep}>
						Keep theirs
					</Button>
				</>
			}
		>
			<div className="grid gap-2 sm:grid-cols-2">
				<Side title="Current">
					<Words task={theirs} assignee={theirs.assignee?.name ?? null} />
				</Side>
				<Side title="Yours, not saved">
					<Words task={mine} assignee={mine.assigneeId ? (names.get(mine.assigneeId) ?? null) : null} />
				</Side>
			</div>
		</Dialog>
	);
}

function Side({ title, children }: { title: string; children: ReactNode }) {
	return (
		<section aria-label={title} className="min-w-0 rounded-md bg-surface px-3 py-2">
			<h3 className="mb-1 text-muted text-sm">{title}</h3>
			{children}
		</section>
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
					<Mark icon={status.icon} tone={status.tone}>
						{status.label}
					</Mark>
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
