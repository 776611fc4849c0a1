"use client";

import { caseKey, usePersonOptions } from "@/components/cases/cases/queries";
import { request } from "@/components/client/api";
import { CheckField, SelectField, TextareaField, TextField, TimeField } from "@/components/parts/form/fields";
import { FormDialog } from "@/components/parts/form/form";
import { useClockText } from "@/components/parts/form/use-clock-text";
import { useForm } from "@/components/parts/form/use-form";
import { Button } from "@/components/ui/button";
import { TASK_TEXT_LIMIT, TASK_TITLE_LIMIT } from "@/lib/cases/record/rules";
import type { TaskDto } from "@/lib/cases/tasks/answers";
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
	const { zone, toText, toInstant } = useClockText();
	const form = useForm({
		id: "task",
		values: () => ({
			title: task?.title ?? "",
			description: task?.description ?? "",
			assigneeId: task?.assignee?.id ?? "",
			dueAt: toText(task?.dueAt),
			blocking: task?.blocking ?? false,
		}),
		send: async ({ assigneeId, dueAt, ...words }): Promise<boolean> => {
			const fields = { ...words, assigneeId: assigneeId || null, dueAt: toInstant(dueAt) };
			if (task === undefined) {
				await request<TaskDto>(`/api/cases/${caseId}/tasks`, { method: "POST", json: fields });
				return true;
			}
			const change = onlyChanged(task, fields);
			return Object.keys(change).length === 0 || onChange(task, change);
		},
		invalidates: caseKey(caseId),
		onSent: onClose,
	});
	return (
		<FormDialog
			form={form}
			title={task === undefined ? "New task" : "Edit the task"}
			submit={task === undefined ? "Add the task" : "Save"}
			failed="The task was not saved"
			aside={
				onRemove === undefined ? null : (
					<Button size="md" variant="danger" className="mr-auto" onClick={onRemove}>
						Remove
					</Button>
				)
			}
			onClose={onClose}
		>
			<TaskChanged seen={task} current={current} />
			<TextField field={form.field("title")} label="Title" maxLength={TASK_TITLE_LIMIT} />
			<TextareaField field={form.field("description")} label="Description" maxLength={TASK_TEXT_LIMIT} />
			<div className="grid gap-4 sm:grid-cols-2">
				<SelectField
					field={form.field("assigneeId")}
					label="Assigned to"
					options={usePersonOptions("Unassigned", task?.assignee)}
					className="h-8 w-full"
				/>
				<TimeField field={form.field("dueAt")} label={`Due (${zone})`} />
			</div>
			<CheckField
				field={form.field("blocking")}
				label="Holds the case open"
				hint="The case cannot be closed before it is done or skipped."
			/>
		</FormDialog>
	);
}
