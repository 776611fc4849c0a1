"use client";

import { ArrowDownNarrowWide, ArrowUpNarrowWide, Download, History, RefreshCw } from "lucide-react";
import { parseAsArrayOf, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { toSearch } from "@/components/parts/filters/url-params";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { EmptyState } from "@/components/ui/empty-state";
import { Menu, MenuLink } from "@/components/ui/menu";
import { Notice } from "@/components/ui/notice";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { CaseDetail } from "@/lib/cases/cases/schema";
import { TIMELINE_KINDS, type TimelineKind } from "@/lib/cases/timeline/rules";
import { useTimeline } from "./queries";
import { TimelineList } from "./timeline-list";
import { TIMELINE_KIND } from "./words";

const URL_STATE = {
	kind: parseAsArrayOf(parseAsStringLiteral(TIMELINE_KINDS)).withDefault([]),
	order: parseAsStringLiteral(["asc", "desc"] as const).withDefault("desc"),
};

/** What happened in a case, from all sources, in the order of time. */
export function TimelineSection({ of }: { of: CaseDetail }) {
	const [{ kind: kinds, order }, setUrl] = useQueryStates(URL_STATE);
	const { query, stale, refresh } = useTimeline(of.id, { kinds, order }, of.updatedAt);
	const entries = useMemo(() => {
		const known = new Set<string>();
		return (query.data?.pages ?? []).flatMap(({ items }) =>
			items.filter(({ key }) => !known.has(key) && known.add(key)),
		);
	}, [query.data]);
	const counts = query.data?.pages[0]?.counts ?? null;
	const total =
		counts === null
			? undefined
			: TIMELINE_KINDS.filter((kind) => kinds.length === 0 || kinds.includes(kind)).reduce(
					(sum, kind) => sum + (counts[kind] ?? 0),
					0,
				);
	const exported = (format: string) =>
		`/api/cases/${of.id}/timeline/export?${toSearch({ order, kind: kinds, format })}`;
	return (
		<div className="flex h-full min-h-0 flex-col">
			<div className="flex flex-wrap items-center gap-1.5 px-3 py-2 sm:px-4">
				<fieldset className="flex flex-wrap items-center gap-1">
					<legend className="sr-only">Kinds shown</legend>
					{TIMELINE_KINDS.map((kind) => (
						<KindToggle
							key={kind}
							kind={kind}
							count={counts === null ? undefined : (counts[kind] ?? 0)}
							on={kinds.includes(kind)}
							onToggle={() =>
								void setUrl({
									kind: kinds.includes(kind) ? kinds.filter((one) => one !== kind) : [...kinds, kind],
								})
							}
						/>
					))}
				</fieldset>
				<div className="ml-auto flex items-center gap-1">
					<Button
						variant="ghost"
						icon={order === "desc" ? ArrowDownNarrowWide : ArrowUpNarrowWide}
						onClick={() => void setUrl({ order: order === "desc" ? "asc" : "desc" })}
					>
						{order === "desc" ? "Newest first" : "Oldest first"}
					</Button>
					<Menu
						align="end"
						trigger={
							<Button variant="ghost" icon={Download}>
								Export
							</Button>
						}
					>
						<MenuLink href={exported("csv")} download>
							CSV, URLs defanged
						</MenuLink>
						<MenuLink href={exported("json")} download>
							JSON, as it is
						</MenuLink>
					</Menu>
				</div>
			</div>
			{stale ? (
				<Notice
					live
					title="The timeline has changed"
					className="mx-3 mb-2 sm:mx-4"
					actions={
						<Button icon={RefreshCw} onClick={refresh}>
							Show it
						</Button>
					}
				/>
			) : null}
			{query.isError ? (
				<ProblemNotice
					error={query.error}
					title={entries.length === 0 ? "The timeline could not be loaded" : "The rest could not be loaded"}
					onRetry={() => void (entries.length === 0 ? query.refetch() : query.fetchNextPage())}
					retrying={query.isFetching}
					className="mx-3 mb-2 sm:mx-4"
				/>
			) : null}
			{query.isPending ? (
				<div aria-busy className="flex flex-col gap-4 px-4 py-3">
					{["a", "b", "c", "d", "e"].map((key) => (
						<Skeleton key={key} className="w-3/4" />
					))}
				</div>
			) : entries.length === 0 && !query.isError ? (
				<EmptyState
					icon={History}
					title={kinds.length === 0 ? "Nothing has happened yet" : "No entries of this kind"}
				>
					Evidence, decisions, tasks, comments and files appear here by their time.
				</EmptyState>
			) : (
				<TimelineList
					entries={entries}
					total={total}
					hasMore={query.hasNextPage}
					loadingMore={query.isFetchingNextPage}
					onLoadMore={query.isError ? undefined : () => void query.fetchNextPage()}
				/>
			)}
		</div>
	);
}

interface KindToggleProps {
	readonly kind: TimelineKind;
	readonly count: number | undefined;
	readonly on: boolean;
	readonly onToggle: () => void;
}

function KindToggle({ kind, count, on, onToggle }: KindToggleProps) {
	const { label, icon } = TIMELINE_KIND[kind];
	return (
		<Button
			variant="ghost"
			icon={icon}
			aria-pressed={on}
			onClick={onToggle}
			className={cx(on && "bg-slate-soft text-fg hover:bg-slate-soft")}
		>
			{label}
			{count === undefined ? null : (
				<span className="font-normal text-faint">{count.toLocaleString("en")}</span>
			)}
		</Button>
	);
}
