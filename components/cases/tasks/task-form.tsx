"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { caseKey, useCasePeople } from "@/components/cases/cases/queries";
import { ApiProblem, request } from "@/components/client/api";
import { usePreferences } from "@/components/client/preferences";
import { fieldValue, instantInZone } from "@/components/client/time-format";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input, Textarea } from "@/components/ui/field";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Select } from "@/components/ui/select";
import { TimeInput } from "@/components/ui/time-input";
import { TASK_TEXT_LIMIT, TASK_TITLE_LIMIT } from "@/lib/cases/record/rules";
import type { TaskDto } from "@/lib/cases/tasks/answers";
import { visibleText } from "@/lib/core/visible-text";
import { onlyChanged } from "./only-changed";
import { TaskChanged } from "./task-changed";
import type { Change } from "./use-task-changes";

interface TaskFormProps {
	readonly caseId: string;
	/** The one to change; a new one without it. */
	readonly task?: TaskDto | undefined;
	/** The one to change as it stands now; `task` is as it was when the dialog opened. */
	readonly current?: TaskDto | undefined;
	readonly onChange: (task: TaskDto, change: Change) => Promise<boolean>;
	readonly onRemove?: (() => void) | undefined;
	readonly onClose: () => void;
}

/** Asks for a task's words, whose it is and when it is due. */
export function TaskForm({ caseId, task, current, onChange, onRemove, onClose }: TaskFormProps) {
	const queries = useQueryClient();
	const people = useCasePeople();
	const { zone } = usePreferences();
	const [title, setTitle] = useState(task?.title ?? "");
	const [description, setDescription] = useState(task?.description ?? "");
	const [assigneeId, setAssigneeId] = useState(task?.assignee?.id ?? "");
	const [due, setDue] = useState(task?.dueAt == null ? "" : fieldValue(new Date(task.dueAt), zone));
	const [blocking, setBlocking] = useState(task?.blocking ?? false);
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<unknown>(null);
	const first = useRef<HTMLInputElement>(null);
	const fault = (field: string) =>
		problem instanceof ApiProblem
			? problem.places.find((place) => place.field?.split(".")[0] === field)?.message
			: undefined;
	const placed = ["title", "description", "assigneeId", "dueAt"].some((field) => fault(field) !== undefined);

	const save = async () => {
		setBusy(true);
		setProblem(null);
		const dueAt = due === "" ? null : (instantInZone(due, zone)?.toISOString() ?? null);
		const fields = { title, description, blocking, assigneeId: assigneeId === "" ? null : assigneeId, dueAt };
		try {
			if (task === undefined) {
				await request<TaskDto>(`/api/cases/${caseId}/tasks`, { method: "POST", json: fields });
				await queries.invalidateQueries({ queryKey: caseKey(caseId) });
				onClose();
			} else {
				const change = onlyChanged(task, fields);
				if (Object.keys(change).length === 0 || (await onChange(task, change))) onClose();
			}
		} catch (error) {
			setProblem(error);
		} finally {
			setBusy(false);
		}
	};
	const known = people.data ?? [];
	const options = [
		{ value: "", label: "Unassigned" },
		...(task?.assignee != null && !known.some(({ id }) => id === task.assignee?.id)
			? [{ value: task.assignee.id, label: visibleText(task.assignee.name) }]
			: []),
		...known.map(({ id, name }) => ({ value: id, label: visibleText(name) })),
	];
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={task === undefined ? "New task" : "Edit the task"}
			initialFocus={first}
			footer={
				<>
					{onRemove === undefined ? null : (
						<Button size="md" variant="danger" className="mr-auto" onClick={onRemove}>
							Remove
						</Button>
					)}
					<Button size="md" onClick={onClose}>
						Cancel
					</Button>
					<Button size="md" variant="primary" type="submit" form="task-form" busy={busy}>
						{task === undefined ? "Add the task" : "Save"}
					</Button>
				</>
			}
		>
			<form
				id="task-form"
				noValidate
				onSubmit={(event) => {
					event.preventDefault();
					if (!busy) void save();
				}}
				className="flex flex-col gap-4"
			>
				<TaskChanged seen={task} current={current} />
				<Field id="task-title" label="Title" error={fault("title")}>
					<Input
						ref={first}
						id="task-title"
						value={title}
						maxLength={TASK_TITLE_LIMIT}
						autoComplete="off"
						aria-describedby="task-title-hint"
						aria-invalid={fault("title") !== undefined}
						onChange={(event) => setTitle(event.target.value)}
					/>
				</Field>
				<Field id="task-description" label="Description" error={fault("description")}>
					<Textarea
						id="task-description"
						value={description}
						maxLength={TASK_TEXT_LIMIT}
						aria-describedby="task-description-hint"
						onChange={(event) => setDescription(event.target.value)}
					/>
				</Field>
				<div className="grid gap-4 sm:grid-cols-2">
					<Field id="task-assignee" label="Assigned to" error={fault("assigneeId")}>
						<Select
							id="task-assignee"
							label="Assigned to"
							value={assigneeId}
							options={options}
							onValueChange={setAssigneeId}
							className="h-8 w-full"
						/>
					</Field>
					<Field id="task-due" label={`Due (${zone})`} error={fault("dueAt")}>
						<TimeInput id="task-due" value={due} aria-describedby="task-due-hint" onValueChange={setDue} />
					</Field>
				</div>
				<Checkbox
					id="task-blocking"
					label="Holds the case open"
					hint="The case cannot be closed before it is done or skipped."
					checked={blocking}
					onCheckedChange={setBlocking}
				/>
				{problem !== null && !placed ? (
					<ProblemNotice error={problem} title="The task was not saved" />
				) : null}
			</form>
		</Dialog>
	);
}
