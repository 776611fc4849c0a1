"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { caseKey } from "@/components/cases/cases/queries";
import { useTemplates } from "@/components/cases/templates/queries";
import { request } from "@/components/client/api";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import type { TaskDto, TaskList } from "@/lib/cases/tasks/answers";
import { visibleText } from "@/lib/core/visible-text";

interface ApplyTemplateProps {
	readonly caseId: string;
	/** What the case has already. */
	readonly tasks: readonly TaskDto[];
	readonly onClose: () => void;
}

/** Adds the tasks of a template that the case has not yet. */
export function ApplyTemplate({ caseId, tasks, onClose }: ApplyTemplateProps) {
	const queries = useQueryClient();
	const templates = useTemplates();
	const [chosen, choose] = useState<string | null>(null);
	const items = templates.data?.items ?? [];
	const template = items.find(({ id }) => id === chosen) ?? items.find(({ isDefault }) => isDefault);
	const known = new Set(tasks.map(({ title }) => title.toLowerCase()));
	const missing = template?.tasks.filter(({ title }) => !known.has(title.toLowerCase())) ?? [];
	const apply = useMutation({
		mutationFn: (templateId: string) =>
			request<TaskList>(`/api/cases/${caseId}/template`, { method: "POST", json: { templateId } }),
		onSuccess: () => {
			void queries.invalidateQueries({ queryKey: caseKey(caseId) });
			onClose();
		},
	});
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title="Tasks from a template"
			footer={
				<>
					<Button size="md" onClick={onClose}>
						Cancel
					</Button>
					<Button
						size="md"
						variant="primary"
						disabled={template === undefined || missing.length === 0}
						busy={apply.isPending}
						onClick={() => template !== undefined && apply.mutate(template.id)}
					>
						{missing.length === 1 ? "Add 1 task" : `Add ${missing.length} tasks`}
					</Button>
				</>
			}
		>
			{templates.isError ? (
				<ProblemNotice error={templates.error} title="The templates could not be loaded" />
			) : template === undefined ? (
				<Skeleton className="my-3 w-1/2" />
			) : (
				<div className="flex flex-col gap-3">
					<Select
						label="Template"
						value={template.id}
						options={items.map(({ id, name }) => ({ value: id, label: visibleText(name) }))}
						onValueChange={choose}
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
			{apply.isError ? (
				<ProblemNotice error={apply.error} title="The tasks were not added" className="mt-3" />
			) : null}
		</Dialog>
	);
}
