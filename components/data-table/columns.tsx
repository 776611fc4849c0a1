"use client";

import type { ReactNode } from "react";
import { type ColumnMeta, createAppColumnHelper } from "./table";

interface More extends Partial<Pick<ColumnMeta, "label" | "width" | "align" | "className">> {
	/** The heading is only read out. */
	readonly unseen?: boolean;
}

/** Makes the columns of a table that nobody sorts: one that sums a row up on a phone, the others on wider screens. */
export function columnsOf<Row extends { id: string }>() {
	const helper = createAppColumnHelper<Row>();
	type Cell = (row: Row) => ReactNode;
	return {
		/** @param cell given also which columns are shown */
		phone: (header: string, cell: (row: Row, shows: (id: string) => boolean) => ReactNode) =>
			helper.display({
				id: "summary",
				header,
				cell: ({ row, table }) => cell(row.original, (id) => table.getColumn(id)?.getIsVisible() === true),
				meta: { label: header, on: "phone" },
			}),
		wide: (id: string, header: string, cell: Cell, { unseen = false, ...more }: More = {}) =>
			helper.display({
				id,
				header: unseen ? () => <span className="sr-only">{header}</span> : header,
				cell: ({ row }) => cell(row.original),
				meta: { label: header, on: "wide", ...more },
			}),
		list: helper.columns,
	};
}
