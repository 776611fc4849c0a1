"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Copy, Ellipsis, Lock, Pencil, Plus, Star, Trash2 } from "lucide-react";
import { useState } from "react";
import { request } from "@/components/client/api";
import { useMay } from "@/components/client/me";
import { Confirm } from "@/components/parts/form/confirm";
import { RefusedPage } from "@/components/parts/page/refusal";
import { Button, IconButton } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { PageBody } from "@/components/ui/page-body";
import { QueryProblem } from "@/components/ui/query-problem";
import { Skeleton } from "@/components/ui/skeleton";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { toasts } from "@/components/ui/toast";
import type { TemplateDto } from "@/lib/cases/templates/answers";
import { plural } from "@/lib/core/plural";
import { visibleText } from "@/lib/core/visible-text";
import { TEMPLATES_KEY, useTemplates } from "./queries";
import { TemplateForm } from "./template-form";

type Asking =
	| { readonly what: "new"; readonly from?: TemplateDto }
	| { readonly what: "edit" | "delete"; readonly template: TemplateDto };

/** The task templates, which cases are given. */
export function TemplatesPage() {
	return useMay("cases.manage") ? (
		<Templates />
	) : (
		<RefusedPage permission="cases.manage" title="You can’t manage task templates" />
	);
}

function Templates() {
	const query = useTemplates();
	const queries = useQueryClient();
	const [asking, ask] = useState<Asking | null>(null);
	const items = query.data?.items ?? [];
	const makeDefault = useMutation({
		mutationFn: async (template: TemplateDto) => {
			const now = items.find(({ isDefault }) => isDefault);
			// The built-in one is the default as soon as no other is.
			const change = template.builtIn ? { of: now, isDefault: false } : { of: template, isDefault: true };
			if (change.of === undefined) return;
			await request(`/api/templates/${change.of.id}`, {
				method: "PATCH",
				json: { isDefault: change.isDefault, version: change.of.version },
			});
		},
		onError: (error) =>
			toasts.add({ type: "error", title: "The default was not changed", description: error.message }),
		onSettled: () => queries.invalidateQueries({ queryKey: TEMPLATES_KEY }),
	});
	return (
		<PageBody className="max-w-4xl gap-3">
			<div className="flex flex-wrap items-center gap-x-4 gap-y-2">
				<div className="min-w-0 flex-1 basis-48">
					<h2 className="font-semibold">Task templates</h2>
					<p className="text-muted">Task lists for cases. New cases get the default template’s tasks.</p>
				</div>
				<Button variant="primary" icon={Plus} onClick={() => ask({ what: "new" })}>
					New template
				</Button>
			</div>
			<QueryProblem query={query} title="The templates could not be loaded" />
			{query.isPending ? <Skeleton className="w-1/2" /> : null}
			<ul className="flex flex-col gap-3">
				{items.map((template) => (
					<TemplateCard
						key={template.id}
						template={template}
						onEdit={() => ask({ what: "edit", template })}
						onCopy={() => ask({ what: "new", from: template })}
						onDelete={() => ask({ what: "delete", template })}
						onDefault={() => makeDefault.mutate(template)}
					/>
				))}
			</ul>
			{asking?.what === "new" ? <TemplateForm from={asking.from} onDone={() => ask(null)} /> : null}
			{asking?.what === "edit" ? (
				<TemplateForm
					// Current; the form keeps what it was opened over.
					template={items.find(({ id }) => id === asking.template.id) ?? asking.template}
					onDone={() => ask(null)}
				/>
			) : null}
			{asking?.what === "delete" ? (
				<Confirm
					title={`Delete “${visibleText(asking.template.name)}”?`}
					confirm="Delete the template"
					danger
					problemTitle="The template was not deleted"
					act={async () => {
						const { id, version } = asking.template;
						await request(`/api/templates/${id}?version=${version}`, { method: "DELETE" });
						await queries.invalidateQueries({ queryKey: TEMPLATES_KEY });
						ask(null);
					}}
					onClose={() => ask(null)}
				>
					Cases keep the tasks they already have.
				</Confirm>
			) : null}
		</PageBody>
	);
}

interface TemplateCardProps {
	readonly template: TemplateDto;
	readonly onEdit: () => void;
	readonly onCopy: () => void;
	readonly onDelete: () => void;
	readonly onDefault: () => void;
}

function TemplateCard({ template, onEdit, onCopy, onDelete, onDefault }: TemplateCardProps) {
	const { name, tasks, builtIn, isDefault, updatedAt, updatedBy } = template;
	return (
		<li className="rounded-md border px-3 py-2">
			<div className="flex flex-wrap items-center gap-2">
				<h3 className="min-w-0 truncate font-medium">
					<bdi>{visibleText(name)}</bdi>
				</h3>
				{isDefault ? <Tag tone="teal">Default</Tag> : null}
				{builtIn ? <Tag>Built in</Tag> : null}
				<div className="ml-auto flex items-center gap-1">
					{builtIn ? (
						<Button icon={Copy} onClick={onCopy}>
							Copy to change
						</Button>
					) : (
						<Button icon={Pencil} onClick={onEdit}>
							Edit
						</Button>
					)}
					{builtIn && isDefault ? null : (
						<Menu align="end" trigger={<IconButton label={`More for ${name}`} icon={Ellipsis} />}>
							<MenuItem icon={Star} disabled={isDefault} onClick={onDefault}>
								Make it the default
							</MenuItem>
							{builtIn ? null : (
								<>
									<MenuItem icon={Copy} onClick={onCopy}>
										Copy
									</MenuItem>
									<MenuItem icon={Trash2} onClick={onDelete}>
										Delete
									</MenuItem>
								</>
							)}
						</Menu>
					)}
				</div>
			</div>
			<p className="text-muted text-sm">
				{plural(tasks.length, "task")}
				{updatedAt === null ? null : (
					<>
						, changed <Time value={updatedAt} form="minutes" /> by <bdi>{visibleText(updatedBy ?? "")}</bdi>
					</>
				)}
			</p>
			<ol className="mt-1.5 flex flex-wrap gap-x-4 gap-y-0.5 text-sm">
				{tasks.map((task, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: the order is all that tells two of one title apart
					<li key={index} className="whitespace-nowrap">
						<span className="text-faint tabular-nums">{index + 1}.</span> <bdi>{visibleText(task.title)}</bdi>
						{task.blocking ? (
							<Lock aria-label="Holds the case open" className="ml-1 inline size-3 text-amber" />
						) : null}
					</li>
				))}
			</ol>
		</li>
	);
}
