"use client";

import Link from "next/link";
import { createAppColumnHelper } from "@/components/data-table/table";
import { Ago } from "@/components/ui/ago";
import { Time } from "@/components/ui/time";
import type { CaseSummary } from "@/lib/cases/cases/schema";
import { visibleText } from "@/lib/core/visible-text";
import { CaseClock } from "./case-clock";
import { SeverityMark, StatusMark } from "./case-marks";

const helper = createAppColumnHelper<CaseSummary>();

function CaseLink({ of }: { of: CaseSummary }) {
	return (
		<Link href={`/cases/${of.number}`} prefetch={false} className="min-w-0 truncate hover:underline">
			<bdi className="font-medium">{visibleText(of.title)}</bdi>
		</Link>
	);
}

function NextAction({ of }: { of: CaseSummary }) {
	if (of.waitingFor !== null)
		return <span className="text-amber">Waiting for {visibleText(of.waitingFor)}</span>;
	if (of.nextAction === null) return <span className="text-faint">None</span>;
	return <span title={visibleText(of.nextAction)}>{visibleText(of.nextAction)}</span>;
}

export const CASE_COLUMNS = helper.columns([
	helper.display({
		id: "summary",
		header: "Case",
		cell: ({ row: { original: of } }) => (
			<span className="flex min-w-0 flex-col gap-0.5 py-1.5">
				<span className="flex min-w-0 gap-1.5">
					<span className="text-muted">#{of.number}</span>
					<CaseLink of={of} />
				</span>
				<span className="flex gap-3 text-sm">
					<StatusMark status={of.status} />
					<SeverityMark severity={of.severity} />
					<span className="truncate text-muted">{of.owner?.name ?? "Unassigned"}</span>
					<CaseClock clocks={of.clocks} />
				</span>
			</span>
		),
		meta: { label: "Case", on: "phone" },
	}),
	helper.accessor("number", {
		header: "No.",
		cell: ({ row }) => `#${row.original.number}`,
		meta: { label: "Number", on: "wide", width: "w-16", className: "text-muted pl-3 sm:pl-4" },
	}),
	helper.accessor("title", {
		header: "Title",
		cell: ({ row }) => (
			<span className="flex min-w-0">
				<CaseLink of={row.original} />
			</span>
		),
		meta: { label: "Title", on: "wide" },
	}),
	helper.accessor("severity", {
		header: "Severity",
		cell: ({ row }) => <SeverityMark severity={row.original.severity} />,
		meta: { label: "Severity", on: "wide", width: "w-30" },
	}),
	helper.accessor("status", {
		header: "Status",
		cell: ({ row: { original: of } }) => <StatusMark status={of.status} classification={of.classification} />,
		meta: { label: "Status", on: "wide", width: "w-36" },
	}),
	helper.accessor("owner", {
		header: "Owner",
		cell: ({ row }) =>
			row.original.owner === null ? (
				<span className="text-faint">Unassigned</span>
			) : (
				<bdi>{row.original.owner.name}</bdi>
			),
		meta: { label: "Owner", on: "wide", width: "w-32" },
	}),
	helper.display({
		id: "next",
		header: "Next action",
		cell: ({ row }) => <NextAction of={row.original} />,
		meta: { label: "Next action", on: "wide", className: "@max-5xl:hidden" },
	}),
	helper.accessor("nextActionAt", {
		header: "Until",
		cell: ({ row }) =>
			row.original.nextActionAt === null ? null : <Time value={row.original.nextActionAt} form="brief" />,
		meta: { label: "Next action’s time", on: "wide", width: "w-28", className: "@max-5xl:hidden" },
	}),
	helper.accessor("dueAt", {
		header: "Due",
		// By hand, or by severity.
		cell: ({ row: { original: of } }) =>
			of.dueAt === null ? <CaseClock clocks={of.clocks} /> : <Time value={of.dueAt} form="brief" />,
		meta: { label: "Due", on: "wide", width: "w-48", className: "@max-4xl:hidden" },
	}),
	helper.accessor("findings", {
		header: "Findings",
		enableSorting: false,
		cell: ({ row }) => row.original.findings.toLocaleString("en"),
		meta: { label: "Findings", on: "wide", width: "w-22", align: "end" },
	}),
	helper.accessor("updatedAt", {
		header: "Changed",
		cell: ({ row }) => <Ago value={row.original.updatedAt} />,
		meta: { label: "Changed", on: "wide", width: "w-30", className: "text-muted pr-3 sm:pr-4" },
	}),
]);
