"use client";

import { createAppColumnHelper } from "@/components/data-table/table";
import { Time } from "@/components/ui/time";
import type { AuditRow } from "@/lib/platform/audit/schema";
import { Actor, RowSummary, Target } from "./audit-cells";
import { AuditSentence } from "./audit-sentence";

const helper = createAppColumnHelper<AuditRow>();

/** The number is the only order there is: rows are in the order they were recorded. */
export const AUDIT_COLUMNS = helper.columns([
	helper.display({
		id: "summary",
		header: "Row",
		cell: ({ row }) => <RowSummary row={row.original} />,
		meta: { label: "Row", on: "phone", fixed: true },
		enableSorting: false,
	}),
	helper.accessor("seq", {
		header: "Number",
		cell: ({ row }) => <span className="text-muted">{row.original.seq.toLocaleString("en")}</span>,
		meta: { label: "Number", on: "wide", width: "w-24", align: "end", fixed: true },
		enableSorting: true,
		sortDescFirst: true,
	}),
	helper.accessor("at", {
		header: "Time",
		cell: ({ row }) => <Time value={row.original.at} className="text-muted" />,
		meta: { label: "Time", on: "wide", width: "w-42" },
		enableSorting: false,
	}),
	helper.accessor("actor", {
		header: "Who",
		cell: ({ row }) => <Actor actor={row.original.actor} />,
		meta: { label: "Who", on: "wide", width: "w-44" },
		enableSorting: false,
	}),
	helper.accessor("verb", {
		header: "Action",
		cell: ({ row }) => (
			<span className="line-clamp-2 whitespace-normal">
				<AuditSentence row={row.original} />
			</span>
		),
		meta: { label: "Action", on: "wide" },
		enableSorting: false,
	}),
	helper.accessor("targetId", {
		header: "Target",
		cell: ({ row }) => <Target row={row.original} />,
		meta: { label: "Target", on: "wide", width: "w-72", className: "@max-4xl:hidden" },
		enableSorting: false,
	}),
]);
