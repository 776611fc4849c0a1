"use client";

import { DataTable } from "@/components/data-table/data-table";
import { useAppTable } from "@/components/data-table/table";
import { FLUSH_TABLE } from "@/components/ui/flush-table";
import type { RunSummary } from "@/lib/hunts/schema";
import { RUN_COLUMNS } from "./run-columns";

const NONE: RunSummary[] = [];

interface RunsTableProps {
	/** Newest first; undefined while they are on their way. */
	readonly runs: readonly RunSummary[] | undefined;
}

export function RunsTable({ runs }: RunsTableProps) {
	const table = useAppTable({
		data: (runs as RunSummary[] | undefined) ?? NONE,
		columns: RUN_COLUMNS,
		enableSorting: false,
	});
	return (
		<DataTable
			label="Runs"
			table={table}
			scroll={false}
			loading={runs === undefined}
			empty={<p className="py-4 text-muted">This hunt has not run yet.</p>}
			className={FLUSH_TABLE}
		/>
	);
}
