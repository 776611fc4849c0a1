"use client";

import { Plus } from "lucide-react";
import { request } from "@/components/client/api";
import { CheckField, TextField } from "@/components/parts/form/fields";
import { FormDialog } from "@/components/parts/form/form";
import { useForm } from "@/components/parts/form/use-form";
import { Button } from "@/components/ui/button";
import type { TemplateDto } from "@/lib/cases/templates/answers";
import { TEMPLATE_NAME_LIMIT, TEMPLATE_TASK_LIMIT, type TemplateTask } from "@/lib/cases/templates/rules";
import { TEMPLATES_KEY } from "./queries";
import { type Draft, TemplateTaskFields } from "./template-task-fields";

interface TemplateFormProps {
	/** The one to change; a new one without it. */
	readonly template?: TemplateDto | undefined;
	/** What a new one begins as. */
	readonly from?: TemplateDto | undefined;
	readonly onDone: () => void;
}

/** Asks for a template's name and tasks. */
export function TemplateForm({ template, from, onDone }: TemplateFormProps) {
	const submit = template === undefined ? "Create template" : "Save";
	const form = useForm({
		id: "template",
		over: template,
		what: "template",
		parts: true,
		values: (of) => ({
			name: of?.name ?? (from === undefined ? "" : `${from.name}, changed`),
			isDefault: of?.isDefault ?? false,
			tasks: drafts((of ?? from)?.tasks),
		}),
		send: (values, seen) => {
			const json = { ...values, tasks: values.tasks.map(({ number: _, ...task }) => task) };
			return seen === undefined
				? request<TemplateDto>("/api/templates", { method: "POST", json })
				: request<TemplateDto>(`/api/templates/${seen.id}`, {
						method: "PATCH",
						json: { ...json, version: seen.version },
					});
		},
		invalidates: TEMPLATES_KEY,
		onSent: onDone,
	});
	const { theirs } = form.standing;
	const { name, isDefault, tasks } = form.values;
	const setTasks = form.field("tasks").onValueChange;
	const move = (index: number, step: 1 | -1) => {
		const next = [...tasks];
		next.splice(index + step, 0, ...next.splice(index, 1));
		setTasks(next);
	};
	return (
		<FormDialog
			form={form}
			size="lg"
			title={template === undefined ? "New template" : "Edit the template"}
			submit={submit}
			failed="The template was not saved"
			compare={
				theirs === null
					? undefined
					: [
							["Name", theirs.name, name],
							["Default", theirs.isDefault ? "Yes" : "No", isDefault ? "Yes" : "No"],
							["Tasks", tasksText(theirs.tasks), tasksText(tasks)],
						]
			}
			onClose={onDone}
		>
			<TextField field={form.field("name")} label="Name" maxLength={TEMPLATE_NAME_LIMIT} />
			<CheckField field={form.field("isDefault")} label="New cases get these tasks" />
			<fieldset>
				<legend className="mb-1 font-medium">Tasks</legend>
				<ol className="flex flex-col divide-y border-y">
					{tasks.map((task, index) => (
						<TemplateTaskFields
							key={task.number}
							task={task}
							index={index}
							count={tasks.length}
							fault={form.fault(`tasks.${index}.title`)}
							onChange={(fields) =>
								setTasks(tasks.map((one) => (one === task ? { ...one, ...fields } : one)))
							}
							onMove={(step) => move(index, step)}
							onRemove={() => setTasks(tasks.filter((one) => one !== task))}
						/>
					))}
				</ol>
				<Button
					icon={Plus}
					className="mt-2"
					disabled={tasks.length >= TEMPLATE_TASK_LIMIT}
					onClick={() => setTasks([...tasks, blank(Math.max(-1, ...tasks.map(({ number }) => number)) + 1)])}
				>
					Add a task
				</Button>
			</fieldset>
		</FormDialog>
	);
}

/** The tasks in words, one a line. */
function tasksText(tasks: readonly TemplateTask[]): string {
	return tasks
		.map(({ title, description, blocking, dueHours }) =>
			[title, description, blocking ? "holds the case" : "", dueHours === null ? "" : `due in ${dueHours} h`]
				.filter(Boolean)
				.join(", "),
		)
		.join("\n");
}

/** A template's tasks as they are written; a new one begins with an empty task. */
function drafts(tasks: readonly TemplateTask[] | undefined): readonly Draft[] {
	return tasks?.map((task, number) => ({ ...task, number })) ?? [blank(0)];
}

function blank(number: number): Draft {
	return { number, title: "", description: "", blocking: false, dueHours: null };
}
