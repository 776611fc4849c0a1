"use client";

import { caseKey } from "@/components/cases/cases/queries";
import { useTemplates } from "@/components/cases/templates/queries";
import { request } from "@/components/client/api";
import { FormDialog } from "@/components/parts/form/form";
import { useForm } from "@/components/parts/form/use-form";
import { QueryProblem } from "@/components/ui/query-problem";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import type { TaskDto, TaskList } from "@/lib/cases/tasks/answers";
import { plural } from "@/lib/core/plural";
import { visibleText } from "@/lib/core/visible-text";

interface ApplyTemplateProps {
	readonly caseId: string;
	/** What the case has already. */
	readonly tasks: readonly TaskDto[];
	readonly onClose: () => void;
}

/** Adds the tasks of a template that the case has not yet. */
export function ApplyTemplate({ caseId, tasks, onClose }: ApplyTemplateProps) {
	const templates = useTemplates();
	const items = templates.data?.items ?? [];
	const templateOf = (chosen: string | null) =>
		items.find(({ id }) => id === chosen) ?? items.find(({ isDefault }) => isDefault);
	const form = useForm({
		id: "template",
		values: (): { templateId: string | null } => ({ templateId: null }),
		send: ({ templateId }) =>
			request<TaskList>(`/api/cases/${caseId}/template`, {
				method: "POST",
				json: { templateId: templateOf(templateId)?.id },
			}),
		invalidates: caseKey(caseId),
		onSent: onClose,
	});
	const template = templateOf(form.values.templateId);
	const known = new Set(tasks.map(({ title }) => title.toLowerCase()));
	const missing = template?.tasks.filter(({ title }) => !known.has(title.toLowerCase())) ?? [];
	return (
		<FormDialog
			form={form}
			title="Tasks from a template"
			submit={`Add ${plural(missing.length, "task")}`}
			failed="The tasks were not added"
			disabled={missing.length === 0}
			onClose={onClose}
		>
			<QueryProblem query={templates} title="The templates could not be loaded" />
			{template === undefined ? (
				templates.isError ? null : (
					<Skeleton className="my-3 w-1/2" />
				)
			) : (
				<div className="flex flex-col gap-3">
					<Select
						label="Template"
						value={template.id}
						options={items.map(({ id, name }) => ({ value: id, label: visibleText(name) }))}
						onValueChange={form.field("templateId").onValueChange}
						className="h-8 w-full"
					/>
					{missing.length === 0 ? (
						<p className="text-muted">The case has all of its tasks already.</p>
					) : (
						<ul aria-label="Tasks to add" className="list-disc pl-5">
							{missing.map(({ title, blocking }) => (
								<li key={title}>
									<bdi>{visibleText(title)}</bdi>
									{blocking ? <span className="text-muted"> (holds the case)</span> : null}
								</li>
							))}
						</ul>
					)}
				</div>
			)}
		</FormDialog>
	);
}
