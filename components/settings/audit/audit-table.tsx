"use client";

import { ScrollText, SearchX } from "lucide-react";
import { DataTable } from "@/components/data-table/data-table";
import { useAppTable } from "@/components/data-table/table";
import { isFiltered, withoutFilters } from "@/components/parts/filters/url-params";
import type { SetUrl } from "@/components/parts/filters/use-list-url";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Spinner } from "@/components/ui/spinner";
import type { AuditRow } from "@/lib/platform/audit/schema";
import { AUDIT_COLUMNS } from "./audit-columns";
import type { useAuditPages } from "./queries";
import { AUDIT_URL, type AuditUrl } from "./url";

interface AuditTableProps {
	readonly url: AuditUrl;
	readonly setUrl: SetUrl<typeof AUDIT_URL>;
	readonly pages: ReturnType<typeof useAuditPages>;
	readonly rows: readonly AuditRow[];
	/** Rows there are in all; undefined while that is not known. */
	readonly total: number | undefined;
	readonly activeId: string | null;
	readonly focusTurn: number;
	readonly onOpen: (id: string) => void;
}

/** The rows, in every state the list can be in. */
export function AuditTable(props: AuditTableProps) {
	const { url, setUrl, pages, rows, total, activeId, focusTurn, onOpen } = props;
	const table = useAppTable({
		data: rows as AuditRow[],
		columns: AUDIT_COLUMNS,
		state: { sorting: [{ id: "seq", desc: url.order === "desc" }] },
		onSortingChange: (update) => {
			const before = [{ id: "seq", desc: url.order === "desc" }];
			const [next] = typeof update === "function" ? update(before) : update;
			if (next !== undefined) setUrl({ order: next.desc ? "desc" : "asc" });
		},
	});
	return (
		<>
			{pages.isError && !pages.isFetchNextPageError ? (
				<ProblemNotice
					error={pages.error}
					title={pages.data === undefined ? "The audit could not be loaded" : "This list may be out of date"}
					onRetry={() => void pages.refetch()}
					retrying={pages.isFetching}
					className="mx-3 mb-2 sm:mx-4"
				/>
			) : null}
			<DataTable
				label="Audit"
				table={table}
				total={isFiltered(url) ? undefined : total}
				loading={pages.isPending}
				empty={pages.isError ? null : <NoRows filtered={isFiltered(url)} setUrl={setUrl} />}
				footer={
					pages.isFetchNextPageError ? (
						<ProblemNotice
							error={pages.error}
							title="The next rows could not be loaded"
							onRetry={() => void pages.fetchNextPage()}
							className="m-3"
						/>
					) : pages.isFetchingNextPage ? (
						<p className="flex items-center justify-center gap-2 py-3 text-muted">
							<Spinner /> Loading more
						</p>
					) : null
				}
				hasMore={pages.hasNextPage && !pages.isFetchNextPageError}
				loadingMore={pages.isFetching}
				onLoadMore={pages.fetchNextPage}
				activeId={activeId}
				focusTurn={focusTurn}
				onRowPress={(row) => onOpen(row.id)}
				className="border-t"
			/>
		</>
	);
}

function NoRows({ filtered, setUrl }: { filtered: boolean; setUrl: SetUrl<typeof AUDIT_URL> }) {
	if (!filtered) {
		return (
			<EmptyState icon={ScrollText} title="Nothing is recorded yet">
				Every change appears here.
			</EmptyState>
		);
	}
	return (
		<EmptyState
			icon={SearchX}
			title="No row matches"
			actions={
				<Button size="md" onClick={() => setUrl(withoutFilters(AUDIT_URL))}>
					Clear the filters
				</Button>
			}
		>
			Nothing recorded matches all of the filters.
		</EmptyState>
	);
}
