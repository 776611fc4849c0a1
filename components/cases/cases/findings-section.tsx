"use client";

import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { ListX, Split } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { request } from "@/components/client/api";
import { useMay } from "@/components/client/me";
import { DataTable } from "@/components/data-table/data-table";
import { createAppColumnHelper, useAppTable } from "@/components/data-table/table";
import { listPages } from "@/components/parts/filters/list-pages";
import { StatusMark, UrlLine, User } from "@/components/triage/findings/finding-cells";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { QueryProblem } from "@/components/ui/query-problem";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { toasts } from "@/components/ui/toast";
import type { CaseDetail } from "@/lib/cases/cases/schema";
import { plural } from "@/lib/core/plural";
import { visibleText } from "@/lib/core/visible-text";
import type { FindingPage, FindingSummary } from "@/lib/triage/findings/schema";
import { caseKey } from "./queries";
import type { CaseChanges } from "./use-case-change";

const PAGE = 100;
const NONE: FindingSummary[] = [];

/** The findings of a case, with the way to each one's evidence and to a case of their own. */
export function FindingsSection({ of, changes }: { of: CaseDetail; changes: CaseChanges }) {
	const may = useMay("cases.work") && of.mergedInto === null;
	const router = useRouter();
	const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
	const pages = useInfiniteQuery({
		queryKey: [...caseKey(of.id), "findings"],
		...listPages<FindingPage>("/api/findings", { case: of.id, limit: PAGE }),
	});
	const rows = pages.data?.pages.flatMap((page) => page.items) ?? NONE;
	const toggle = (id: string) =>
		setChosen((known) => {
			const next = new Set(known);
			if (!next.delete(id)) next.add(id);
			return next;
		});
	const table = useAppTable({
		data: rows as FindingSummary[],
		columns: may ? [selectColumn(chosen, toggle), ...COLUMNS] : COLUMNS,
		enableSorting: false,
	});
	const split = useMutation({
		mutationFn: (ids: readonly string[]) =>
			request<CaseDetail>(`/api/cases/${of.id}/moved-findings`, {
				method: "POST",
				json: { findingIds: ids, to: {} },
			}),
		onError: changes.fail,
		onSuccess: async (made, ids) => {
			setChosen(new Set());
			const back = () =>
				void request<CaseDetail>(`/api/cases/${made.id}/moved-findings`, {
					method: "POST",
					json: { findingIds: ids, to: { id: of.id } },
				}).then((restored) => {
					router.push(`/cases/${restored.number}?section=findings`);
					return changes.learn(restored);
				}, changes.fail);
			toasts.add({
				id: "case",
				type: "done",
				title: `Split into case #${made.number}`,
				description: made.title,
				actionProps: { children: "Undo", onClick: back },
			});
			await changes.learn(made);
		},
	});
	if (pages.isError) {
		return <QueryProblem query={pages} title="The findings could not be loaded" className="m-3 sm:m-4" />;
	}
	return (
		<div className="flex h-full min-h-0 flex-col">
			<div className="flex min-h-11 flex-wrap items-center gap-2 px-3 py-1.5 sm:px-4">
				<p className="text-muted">{plural(of.findings, "finding")}</p>
				<div className="ml-auto flex gap-1.5">
					{chosen.size === 0 ? null : (
						<Button icon={Split} busy={split.isPending} onClick={() => split.mutate([...chosen])}>
							Split {chosen.size.toLocaleString("en")} into a new case
						</Button>
					)}
					<Link
						href={`/findings?status=all&case=${of.id}`}
						prefetch={false}
						className="inline-flex h-7 items-center text-accent-text hover:underline"
					>
						Open in triage
					</Link>
				</div>
			</div>
			<DataTable
				label="Findings of the case"
				table={table}
				total={of.findings}
				loading={pages.isPending}
				hasMore={pages.hasNextPage}
				loadingMore={pages.isFetchingNextPage}
				onLoadMore={pages.fetchNextPage}
				className="border-t"
				empty={
					<EmptyState icon={ListX} title="No findings yet">
						Escalate findings into this case from <Link href="/findings">triage</Link>: press E there and
						choose it.
					</EmptyState>
				}
			/>
		</div>
	);
}

const helper = createAppColumnHelper<FindingSummary>();

function selectColumn(chosen: ReadonlySet<string>, toggle: (id: string) => void) {
	return helper.display({
		id: "select",
		header: () => <span className="sr-only">Select</span>,
		cell: ({ row: { original: finding } }) => (
			<input
				type="checkbox"
				className="check"
				aria-label={`Select ${visibleText(finding.accountUpn ?? "the finding")}`}
				checked={chosen.has(finding.id)}
				onChange={() => toggle(finding.id)}
			/>
		),
		meta: { label: "Select", width: "w-10", fixed: true },
	});
}

function FindingLink({ finding }: { finding: FindingSummary }) {
	return (
		<Link
			href={`/findings?status=all&finding=${finding.id}`}
			prefetch={false}
			className="min-w-0 truncate font-medium hover:underline"
		>
			<User upn={finding.accountUpn} />
		</Link>
	);
}

const COLUMNS = helper.columns([
	helper.display({
		id: "summary",
		header: "Finding",
		cell: ({ row: { original: finding } }) => (
			<span className="flex min-w-0 flex-col gap-0.5 py-1.5">
				<span className="flex min-w-0 justify-between gap-3">
					<FindingLink finding={finding} />
					<StatusMark finding={finding} />
				</span>
				{finding.url === null ? null : <UrlLine url={finding.url} />}
			</span>
		),
		meta: { label: "Finding", on: "phone" },
	}),
	helper.accessor("accountUpn", {
		header: "User",
		cell: ({ row }) => (
			<span className="flex min-w-0">
				<FindingLink finding={row.original} />
			</span>
		),
		meta: { label: "User", on: "wide", width: "w-64" },
	}),
	helper.accessor("eventAt", {
		header: "Time",
		cell: ({ row }) => <Time value={row.original.eventAt} form="minutes" />,
		meta: { label: "Time", on: "wide", width: "w-40", className: "text-muted" },
	}),
	helper.display({
		id: "threats",
		header: "Threats",
		cell: ({ row }) => (
			<span className="flex gap-1">
				{row.original.threatTypes.map((type) => (
					<Tag key={type} tone="rose">
						{visibleText(type)}
					</Tag>
				))}
			</span>
		),
		meta: { label: "Threats", on: "wide", width: "w-32" },
	}),
	helper.accessor("url", {
		header: "URL",
		cell: ({ row }) => (row.original.url === null ? null : <UrlLine url={row.original.url} />),
		meta: { label: "URL", on: "wide" },
	}),
	helper.accessor("status", {
		header: "Status",
		cell: ({ row }) => <StatusMark finding={row.original} />,
		meta: { label: "Status", on: "wide", width: "w-32", className: "pr-3 sm:pr-4" },
	}),
]);
