"use client";

import { useMemo } from "react";
import { useWorkspaces } from "@/components/client/shell-context";
import { DataTable } from "@/components/data-table/data-table";
import { useAppTable } from "@/components/data-table/table";
import { FLUSH_TABLE } from "@/components/ui/flush-table";
import type { RunSummary } from "@/lib/triage/catalogue/schema";
import { RUN_COLUMNS } from "./run-columns";

const NONE: RunSummary[] = [];

interface RunsTableProps {
	/** Newest first; undefined while they are on their way. */
	readonly runs: readonly RunSummary[] | undefined;
	/** Of all hunts. */
	readonly log?: boolean;
	/** What is said where there are none. */
	readonly empty?: string;
}

export function RunsTable({ runs, log = false, empty = "This hunt has not run yet." }: RunsTableProps) {
	const several = useWorkspaces().length > 1;
	const columnVisibility = useMemo(
		// The log tells why; the window stands in the run's record.
		() => ({ huntName: log, problem: log, window: !log, workspaceId: several }),
		[log, several],
	);
	const table = useAppTable({
		data: (runs as RunSummary[] | undefined) ?? NONE,
		columns: RUN_COLUMNS,
		state: { columnVisibility },
		enableSorting: false,
	});
	return (
		<DataTable
			label="Runs"
			table={table}
			scroll={false}
			loading={runs === undefined}
			empty={<p className="py-4 text-muted">{empty}</p>}
			className={FLUSH_TABLE}
		/>
	);
}
