"use client";

import { DataTable } from "@/components/data-table/data-table";
import { EmptyList } from "@/components/triage/findings/empty-list";
import { isRunning } from "@/components/triage/findings/queries";
import type { useFindingTable } from "@/components/triage/findings/use-finding-table";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { QueryProblem } from "@/components/ui/query-problem";
import { Spinner } from "@/components/ui/spinner";
import type { Triage } from "./use-triage";

interface FindingTableProps {
	readonly triage: Triage;
	readonly table: ReturnType<typeof useFindingTable>;
}

/** The list itself, in every state it can be in. */
export function FindingTable({ triage, table }: FindingTableProps) {
	const { pages, rows, selection, url, setUrl } = triage;
	return (
		<DataTable
			label="Findings"
			table={table}
			total={triage.matching}
			loading={pages.isPending}
			empty={
				pages.isError || pages.hasNextPage ? null : (
					<EmptyList
						url={url}
						setUrl={setUrl}
						facets={triage.facets.data}
						running={isRunning(triage.hunts.data)}
					/>
				)
			}
			footer={
				pages.isFetchNextPageError ? (
					<ProblemNotice
						error={pages.error}
						title="The next findings could not be loaded"
						onRetry={() => void pages.fetchNextPage()}
						className="m-3"
					/>
				) : pages.isFetchingNextPage ? (
					<p className="flex items-center justify-center gap-2 py-3 text-muted">
						<Spinner /> Loading more
					</p>
				) : rows.length > 0 ? (
					// Room for the selection bar, which floats above the end.
					<div className="h-16" />
				) : null
			}
			hasMore={pages.hasNextPage && !pages.isFetchNextPageError}
			loadingMore={pages.isFetching}
			onLoadMore={pages.fetchNextPage}
			activeId={triage.active.id}
			focusTurn={triage.focusTurn}
			selected={selection.ids}
			onRowPress={(finding, event) => {
				if (event.shiftKey) selection.toggle(finding.id, true);
				else triage.standOn(finding.id, { open: true });
			}}
			className="border-t"
		/>
	);
}

/** That the list or its counts are missing or may be old, and the way to try again. */
export function ListProblem({ triage: { pages, facets } }: { triage: Triage }) {
	const className = "mx-3 mb-2 sm:mx-4";
	const first = pages.isError && !pages.isFetchNextPageError;
	return first ? (
		<QueryProblem
			query={pages}
			title="The findings could not be loaded"
			stale="This list may be out of date"
			className={className}
		/>
	) : (
		<QueryProblem
			query={facets}
			title="The counts could not be loaded"
			stale="The counts may be out of date"
			className={className}
		/>
	);
}
