"use client";

import { useMemo } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { createAppColumnHelper, useAppTable } from "@/components/data-table/table";
import { plural } from "@/lib/core/plural";
import { visibleProse, visibleText } from "@/lib/core/visible-text";
import type { ImportProblem } from "@/lib/sources/import/problems";

interface ProblemRow extends ImportProblem {
	readonly id: string;
}

const helper = createAppColumnHelper<ProblemRow>();
/** Messages are read whole, so their cells wrap. */
const WRAP = "whitespace-normal text-clip break-words py-1.5 align-top";
const TOP = "py-1.5 align-top max-sm:w-14";

const COLUMNS = helper.columns([
	helper.accessor("line", {
		header: "Line",
		cell: ({ row }) => row.original.line.toLocaleString("en"),
		meta: { label: "Line", width: "w-18", align: "end", className: TOP },
	}),
	helper.accessor("column", {
		header: "Column",
		cell: ({ row }) => (row.original.column > 0 ? row.original.column.toLocaleString("en") : null),
		meta: { label: "Column", width: "w-18", align: "end", className: TOP },
	}),
	helper.accessor("field", {
		header: "Field",
		cell: ({ row }) =>
			row.original.field === null ? (
				<span className="text-faint">Whole row</span>
			) : (
				<code>{visibleText(row.original.field)}</code>
			),
		meta: { label: "Field", width: "w-44", on: "wide", className: WRAP },
	}),
	helper.accessor("message", {
		header: "What is wrong",
		cell: ({ row: { original } }) => (
			<>
				{original.field === null ? null : (
					<code className="mr-2 sm:hidden">{visibleText(original.field)}</code>
				)}
				{visibleProse(original.message)}
			</>
		),
		meta: { label: "What is wrong", className: WRAP },
	}),
]);

interface ImportProblemsProps {
	readonly problems: readonly ImportProblem[];
	/** All there are; only the first are told one by one. */
	readonly total: number;
}

/** Rows that could not be read, each with its place in the file. */
export function ImportProblems({ problems, total }: ImportProblemsProps) {
	const rows = useMemo(
		() => problems.map((problem, index): ProblemRow => ({ ...problem, id: String(index) })),
		[problems],
	);
	const table = useAppTable({ data: rows, columns: COLUMNS, enableSorting: false });
	const more = total - problems.length;
	return (
		<DataTable
			label="Rows that could not be read"
			table={table}
			total={total}
			scroll={false}
			footer={more > 0 ? <p className="py-2 text-muted">and {plural(more, "more problem")}</p> : null}
		/>
	);
}
