"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { AtSign, Globe, Link2, type LucideIcon, Mail, Network, Plus, X } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { request } from "@/components/client/api";
import { useMay } from "@/components/client/me";
import { SelectField, TextField } from "@/components/parts/form/fields";
import { FormDialog } from "@/components/parts/form/form";
import { useForm } from "@/components/parts/form/use-form";
import { Button, IconButton } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { PageBody } from "@/components/ui/page-body";
import { QueryProblem } from "@/components/ui/query-problem";
import { Section } from "@/components/ui/section";
import { LoadingLines } from "@/components/ui/skeleton";
import type { CaseDetail, CaseEntities } from "@/lib/cases/cases/schema";
import { ENTITY_KINDS, type EntityKind } from "@/lib/cases/record/rules";
import { defang } from "@/lib/core/defang";
import { plural } from "@/lib/core/plural";
import { visibleText } from "@/lib/core/visible-text";
import { caseKey } from "./queries";
import type { CaseChanges } from "./use-case-change";

const KIND: Record<EntityKind, { readonly one: string; readonly many: string; readonly icon: LucideIcon }> = {
	user: { one: "User", many: "Users", icon: AtSign },
	host: { one: "Host", many: "Hosts", icon: Globe },
	url: { one: "URL", many: "URLs", icon: Link2 },
	ip: { one: "IP address", many: "IP addresses", icon: Network },
	mail: { one: "Mail", many: "Mails", icon: Mail },
};

type Entity = CaseEntities["items"][number];

/** An entity as it may be read and copied: nothing of it can be followed. */
function shown({ kind, value }: Pick<Entity, "kind" | "value">): string {
	return kind === "host" || kind === "url" ? defang(value) : visibleText(value);
}

/** Who and what the case is about, and which other cases share it. */
export function EntitiesSection({ of, changes }: { of: CaseDetail; changes: CaseChanges }) {
	const may = useMay("cases.work") && of.mergedInto === null;
	const [adding, setAdding] = useState(false);
	const query = useQuery({
		queryKey: [...caseKey(of.id), "entities"],
		queryFn: ({ signal }) => request<CaseEntities>(`/api/cases/${of.id}/entities`, { signal }),
	});
	const remove = useMutation({
		mutationFn: (id: string) => request(`/api/cases/entities/${id}`, { method: "DELETE" }),
		onSuccess: () => query.refetch(),
		onError: changes.fail,
	});
	const items = query.data?.items;
	return (
		<PageBody>
			<QueryProblem query={query} title="The entities could not be loaded" />
			{may ? (
				<div>
					<Button icon={Plus} onClick={() => setAdding(true)}>
						Add an entity
					</Button>
				</div>
			) : null}
			{query.isPending ? <LoadingLines label="Loading the entities" /> : null}
			<div className="grid gap-x-8 gap-y-5 lg:grid-cols-2">
				{ENTITY_KINDS.map((kind) => {
					const its = items?.filter((item) => item.kind === kind) ?? [];
					if (items === undefined) return null;
					return (
						<Section key={kind} title={`${KIND[kind].many} (${its.length.toLocaleString("en")})`}>
							{its.length === 0 ? <p className="text-faint">None</p> : null}
							<ul className="divide-y">
								{its.map((item) => (
									<EntityRow
										key={item.key}
										item={item}
										onRemove={may && item.added ? () => remove.mutate(item.added?.id ?? "") : null}
									/>
								))}
							</ul>
						</Section>
					);
				})}
			</div>
			{query.data === undefined || query.data.omitted === 0 ? null : (
				<p className="text-muted">
					{query.data.omitted.toLocaleString("en")} more are not listed: the ones in the fewest findings.
				</p>
			)}
			{adding ? <AddEntity of={of} onDone={() => setAdding(false)} /> : null}
		</PageBody>
	);
}

function EntityRow({ item, onRemove }: { item: Entity; onRemove: (() => void) | null }) {
	const text = shown(item);
	return (
		<li className="flex items-start gap-2 py-1">
			<div className="min-w-0 flex-1">
				<p className="break-all font-mono text-sm leading-5">
					<bdi>{text.length > 300 ? `${text.slice(0, 300)}…` : text}</bdi>
				</p>
				<p className="flex flex-wrap gap-x-3 text-muted text-sm">
					{item.findings === 0 ? null : <span>{plural(item.findings, "finding")}</span>}
					{item.added === null ? null : (
						<span>
							Added by <bdi>{visibleText(item.added.by)}</bdi>
							{item.added.note === "" ? "" : `: ${visibleText(item.added.note)}`}
						</span>
					)}
					{item.others.length === 0 ? null : (
						<span>
							Also in{" "}
							{item.others.map(({ id, number, title }, index) => (
								<span key={id}>
									{index === 0 ? "" : ", "}
									<Link
										href={`/cases/${number}`}
										prefetch={false}
										title={visibleText(title)}
										className="text-accent-text hover:underline"
									>
										#{number}
									</Link>
								</span>
							))}
						</span>
					)}
				</p>
			</div>
			<CopyButton text={text} label={`Copy ${KIND[item.kind].one.toLowerCase()}`} iconOnly />
			{onRemove === null ? null : <IconButton label="Remove" icon={X} onClick={onRemove} />}
		</li>
	);
}

function AddEntity({ of, onDone }: { of: CaseDetail; onDone: () => void }) {
	const form = useForm({
		id: "entity",
		values: (): { kind: EntityKind; value: string; note: string } => ({ kind: "host", value: "", note: "" }),
		check: ({ value }) => ({ value: value.trim() === "" ? "Enter what it is." : null }),
		send: (json) => request(`/api/cases/${of.id}/entities`, { method: "POST", json }),
		invalidates: [...caseKey(of.id), "entities"],
		onSent: onDone,
	});
	return (
		<FormDialog
			form={form}
			title="Add an entity"
			submit="Add"
			failed="The entity was not added"
			className="gap-3"
			onClose={onDone}
		>
			<SelectField
				field={form.field("kind")}
				label="Kind"
				options={ENTITY_KINDS.map((value) => ({ value, label: KIND[value].one }))}
			/>
			<TextField
				field={form.field("value")}
				label="What is it?"
				hint="A defanged address is saved in its original form."
			/>
			<TextField field={form.field("note")} label="Note" />
		</FormDialog>
	);
}
