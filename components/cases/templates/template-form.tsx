"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useRef, useState } from "react";
import { ApiProblem, request } from "@/components/client/api";
import { ChangedNotice } from "@/components/parts/conflict/changed-notice";
import { differences } from "@/components/parts/conflict/differences";
import { useSeen } from "@/components/parts/conflict/use-seen";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { TemplateDto } from "@/lib/cases/templates/answers";
import { TEMPLATE_NAME_LIMIT, TEMPLATE_TASK_LIMIT, type TemplateTask } from "@/lib/cases/templates/rules";
import { TEMPLATES_KEY } from "./queries";
import type { Draft } from "./template-task-fields";
import { TemplateTaskFields } from "./template-task-fields";

interface TemplateFormProps {
	/** The one to change; a new one without it. */
	readonly template?: TemplateDto | undefined;
	/** What a new one begins as. */
	readonly from?: TemplateDto | undefined;
	readonly onDone: () => void;
}

/** Asks for a template's name and tasks. */
export function TemplateForm({ template, from, onDone }: TemplateFormProps) {
	const queries = useQueryClient();
	const start = template ?? from;
	const { seen, theirs, refused, refuse } = useSeen(template);
	const [name, setName] = useState(template?.name ?? (from === undefined ? "" : `${from.name}, changed`));
	const [isDefault, setDefault] = useState(template?.isDefault ?? false);
	const [tasks, setTasks] = useState<readonly Draft[]>(
		() => start?.tasks.map((task, number) => ({ ...task, number })) ?? [blank(0)],
	);
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<unknown>(null);
	const first = useRef<HTMLInputElement>(null);
	const places = problem instanceof ApiProblem ? problem.places : [];
	const fault = (field: string) => places.find((place) => place.field === field)?.message;

	const save = async () => {
		setBusy(true);
		setProblem(null);
		const json = { name, isDefault, tasks: tasks.map(({ number: _, ...task }) => task) };
		try {
			if (seen === undefined) await request<TemplateDto>("/api/templates", { method: "POST", json });
			else {
				await request<TemplateDto>(`/api/templates/${seen.id}`, {
					method: "PATCH",
					json: { ...json, version: seen.version },
				});
			}
			await queries.invalidateQueries({ queryKey: TEMPLATES_KEY });
			onDone();
		} catch (error) {
			const now =
				error instanceof ApiProblem ? (error.document.template as TemplateDto | undefined) : undefined;
			if (now === undefined) setProblem(error);
			else {
				refuse(now);
			}
		} finally {
			setBusy(false);
		}
	};
	const change = (number: number, fields: Partial<TemplateTask>) =>
		setTasks(tasks.map((task) => (task.number === number ? { ...task, ...fields } : task)));
	const move = (index: number, step: 1 | -1) => {
		const next = [...tasks];
		const [task] = next.splice(index, 1);
		if (task !== undefined) next.splice(index + step, 0, task);
		setTasks(next);
	};
	return (
		<Dialog
			open
			size="lg"
			onOpenChange={(open) => !open && onDone()}
			title={template === undefined ? "New template" : "Edit the template"}
			initialFocus={first}
			footer={
				<>
					<Button size="md" onClick={onDone}>
						Cancel
					</Button>
					<Button size="md" variant="primary" type="submit" form="template-form" busy={busy}>
						{template === undefined ? "Create template" : "Save"}
					</Button>
				</>
			}
		>
			<form
				id="template-form"
				noValidate
				onSubmit={(event) => {
					event.preventDefault();
					if (!busy) void save();
				}}
				className="flex flex-col gap-4"
			>
				{theirs === null ? null : (
					<ChangedNotice
						what="template"
						refused={refused}
						action={template === undefined ? "Create template" : "Save"}
						differences={differences([
							["Name", theirs.name, name],
							["Default", theirs.isDefault ? "Yes" : "No", isDefault ? "Yes" : "No"],
							["Tasks", tasksText(theirs.tasks), tasksText(tasks)],
						])}
					/>
				)}
				<Field id="template-name" label="Name" error={fault("name")}>
					<Input
						ref={first}
						id="template-name"
						value={name}
						maxLength={TEMPLATE_NAME_LIMIT}
						autoComplete="off"
						aria-describedby="template-name-hint"
						aria-invalid={fault("name") !== undefined}
						onChange={(event) => setName(event.target.value)}
					/>
				</Field>
				<Checkbox
					id="template-default"
					label="New cases get these tasks"
					checked={isDefault}
					onCheckedChange={setDefault}
				/>
				<fieldset>
					<legend className="mb-1 font-medium">Tasks</legend>
					<ol className="flex flex-col divide-y border-y">
						{tasks.map((task, index) => (
							<TemplateTaskFields
								key={task.number}
								task={task}
								index={index}
								count={tasks.length}
								fault={fault(`tasks.${index}.title`)}
								onChange={(fields) => change(task.number, fields)}
								onMove={(step) => move(index, step)}
								onRemove={() => setTasks(tasks.filter(({ number }) => number !== task.number))}
							/>
						))}
					</ol>
					<Button
						icon={Plus}
						className="mt-2"
						disabled={tasks.length >= TEMPLATE_TASK_LIMIT}
						onClick={() =>
							setTasks([...tasks, blank(Math.max(-1, ...tasks.map(({ number }) => number)) + 1)])
						}
					>
						Add a task
					</Button>
				</fieldset>
				{problem === null ? null : <ProblemNotice error={problem} title="The template was not saved" />}
			</form>
		</Dialog>
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

function blank(number: number): Draft {
	return { number, title: "", description: "", blocking: false, dueHours: null };
}
