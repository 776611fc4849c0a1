"use client";

import { Database } from "lucide-react";
import { useMemo } from "react";
import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { useAppTable } from "@/components/data-table/table";
import { Ago } from "@/components/ui/ago";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { FLUSH_TABLE } from "@/components/ui/flush-table";
import { Popover } from "@/components/ui/popover";
import { Time } from "@/components/ui/time";
import { visibleText } from "@/lib/core/visible-text";
import type { TableState } from "@/lib/sources/workspaces/client";
import type { WorkspaceOverview } from "@/lib/sources/workspaces/workspace-state";

interface TableRow extends TableState {
	readonly id: string;
}

const { list, phone, wide } = columnsOf<TableRow>();
const NONE: TableRow[] = [];

function Rows({ table }: { table: TableState }) {
	if (table.rows === null) return <span className="text-faint">Not counted</span>;
	return table.rows.toLocaleString("en");
}

/** The columns of a table and their types. */
function Columns({ table }: { table: TableState }) {
	const { columns } = table;
	if (columns.length === 0) return <span className="text-faint">Not listed</span>;
	return (
		<Popover
			label={`Columns of ${table.name}`}
			align="end"
			className="w-80 max-h-[60dvh]"
			trigger={
				<Button variant="ghost" className="-mr-2" aria-label={`${columns.length} columns of ${table.name}`}>
					{columns.length} columns
				</Button>
			}
		>
			<ul className="px-3 py-2">
				{columns.map((column) => (
					<li key={column.name} className="flex items-baseline justify-between gap-4">
						<code className="min-w-0 break-all">{visibleText(column.name)}</code>
						<span className="text-muted text-sm">{column.type}</span>
					</li>
				))}
			</ul>
		</Popover>
	);
}

const COLUMNS = list([
	phone("Table", (table) => (
		<span className="flex min-w-0 items-center gap-3">
			<span className="flex min-w-0 flex-1 flex-col gap-0.5">
				<code className="truncate font-medium">{table.name}</code>
				<span className="truncate text-muted text-sm">
					<Rows table={table} /> rows
					{table.newest === null ? null : (
						<>
							, newest <Ago value={table.newest} />
						</>
					)}
				</span>
			</span>
			<Columns table={table} />
		</span>
	)),
	wide("name", "Table", (table) => <code className="font-medium">{table.name}</code>),
	wide("rows", "Rows", (table) => <Rows table={table} />, { width: "w-32", align: "end" }),
	wide(
		"oldest",
		"Oldest row",
		(table) =>
			table.oldest === null ? (
				<span className="text-faint">None</span>
			) : (
				<Time value={table.oldest} form="minutes" className="text-muted" />
			),
		{ width: "w-44", className: "pl-6 @max-4xl:hidden" },
	),
	wide(
		"newest",
		"Newest row",
		(table) =>
			table.newest === null ? <span className="text-faint">None</span> : <Ago value={table.newest} exact />,
		{ width: "w-72" },
	),
	wide("columns", "Columns", (table) => <Columns table={table} />, { width: "w-32", align: "end" }),
]);

/** The tables of the workspace; undefined while they are on their way. */
export function WorkspaceTables({ workspace }: { workspace: WorkspaceOverview | undefined }) {
	const rows = useMemo(
		() => workspace?.tables.map((table): TableRow => ({ ...table, id: table.name })) ?? NONE,
		[workspace],
	);
	const table = useAppTable({ data: rows, columns: COLUMNS, enableSorting: false });
	return (
		<DataTable
			label="Tables"
			table={table}
			scroll={false}
			loading={workspace === undefined}
			empty={
				workspace?.problem != null ? (
					<p className="py-4 text-muted">The tables can’t be listed while the workspace can’t be queried.</p>
				) : (
					<EmptyState icon={Database} title="No tables yet">
						{workspace?.kind === "sentinel"
							? "None of the tables that the hunts read has rows in the last 30 days."
							: "Import an export below; its table is listed here."}
					</EmptyState>
				)
			}
			className={FLUSH_TABLE}
		/>
	);
}
