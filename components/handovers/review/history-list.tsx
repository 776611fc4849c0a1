"use client";

import { History } from "lucide-react";
import type { ReactNode } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { useAppTable } from "@/components/data-table/table";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { EDGE_TABLE } from "@/components/ui/flush-table";
import { QueryProblem } from "@/components/ui/query-problem";
import { HISTORY_COLUMNS, type HistoryRow } from "./history-columns";
import type { useHistory } from "./queries";

interface HistoryListProps {
	readonly pages: ReturnType<typeof useHistory>;
	/** Shown where no handover has been signed yet. */
	readonly none: ReactNode;
	readonly filtered: boolean;
	readonly onClear: () => void;
}

const NONE: HistoryRow[] = [];

/** Signed handovers, newest first, page by page. */
export function HistoryList({ pages, none, filtered, onClear }: HistoryListProps) {
	const rows = pages.data?.pages.flatMap(({ items }) => items) ?? NONE;
	const table = useAppTable({ data: rows, columns: HISTORY_COLUMNS, enableSorting: false });
	if (pages.isError && pages.data === undefined) {
		return <QueryProblem query={pages} title="The handovers could not be loaded" className="mx-3 sm:mx-4" />;
	}
	if (!pages.isPending && rows.length === 0) {
		return filtered ? (
			<EmptyState
				icon={History}
				title="No handover matches"
				actions={<Button onClick={onClear}>Clear the filters</Button>}
			/>
		) : (
			none
		);
	}
	return (
		<>
			<DataTable
				label="Handovers"
				table={table}
				scroll={false}
				loading={pages.isPending}
				className={EDGE_TABLE}
			/>
			{pages.hasNextPage ? (
				<Button
					className="mx-auto my-3"
					busy={pages.isFetchingNextPage}
					onClick={() => void pages.fetchNextPage()}
				>
					Show older ones
				</Button>
			) : null}
		</>
	);
}
