"use client";

import Link from "next/link";
import { createAppColumnHelper } from "@/components/data-table/table";
import { WorkspaceName } from "@/components/parts/page/workspace-name";
import { Time } from "@/components/ui/time";
import { visibleText } from "@/lib/core/visible-text";
import type { RunSummary } from "@/lib/triage/catalogue/schema";
import { RunLength } from "./run-length";
import { RunMark } from "./run-mark";
import { RunWindow } from "./run-window";
import { foundText, TRIGGER } from "./run-words";

const helper = createAppColumnHelper<RunSummary>();

function RunLink({ run }: { run: RunSummary }) {
	return (
		<Link href={`/runs/${run.id}`} prefetch={false} className="font-medium hover:underline">
			<Time value={run.createdAt} form="minutes" />
		</Link>
	);
}

function number(value: number) {
	return value === 0 ? <span className="text-faint">0</span> : value.toLocaleString("en");
}

function found(id: keyof RunSummary["findings"], header: string, label: string, width: "w-16" | "w-20") {
	return helper.accessor((run) => run.findings[id], {
		id,
		header,
		cell: ({ row }) => number(row.original.findings[id]),
		meta: { label, on: "wide", width, align: "end" },
	});
}

export const RUN_COLUMNS = helper.columns([
	helper.display({
		id: "summary",
		header: "Run",
		cell: ({ row: { original: run }, table }) => (
			<span className="flex min-w-0 flex-col gap-0.5 py-2">
				<span className="flex items-center justify-between gap-3">
					<RunLink run={run} />
					<RunMark run={run} />
				</span>
				{table.getColumn("huntName")?.getIsVisible() ? (
					<span className="truncate">{run.huntName}</span>
				) : null}
				<span className="truncate text-muted text-sm">{foundText(run)}</span>
			</span>
		),
		meta: { label: "Run", on: "phone" },
	}),
	helper.accessor("createdAt", {
		header: "Started",
		cell: ({ row }) => <RunLink run={row.original} />,
		meta: { label: "Started", on: "wide", width: "w-34" },
	}),
	helper.accessor("huntName", {
		header: "Hunt",
		cell: ({ row: { original } }) => (
			<Link
				href={`/hunts/${encodeURIComponent(original.huntId)}`}
				prefetch={false}
				className="hover:underline"
			>
				{original.huntName}
			</Link>
		),
		meta: { label: "Hunt", on: "wide" },
	}),
	helper.accessor("workspaceId", {
		header: "Workspace",
		cell: ({ row }) => <WorkspaceName id={row.original.workspaceId} />,
		meta: { label: "Workspace", on: "wide", width: "w-36", className: "text-muted" },
	}),
	helper.accessor("status", {
		header: "Status",
		cell: ({ row }) => <RunMark run={row.original} />,
		meta: { label: "Status", on: "wide", width: "w-28" },
	}),
	helper.accessor((run) => run.problem?.message ?? null, {
		id: "problem",
		header: "Why",
		cell: ({ row: { original } }) =>
			original.problem === null ? null : (
				<bdi className="block truncate" title={visibleText(original.problem.message)}>
					{visibleText(original.problem.message)}
				</bdi>
			),
		meta: { label: "Why it failed or is partial", on: "wide", className: "text-muted @max-4xl:hidden" },
	}),
	helper.display({
		id: "window",
		header: "Window",
		cell: ({ row }) => <RunWindow run={row.original} />,
		meta: { label: "Window", on: "wide", width: "w-72", className: "text-muted @max-4xl:hidden" },
	}),
	helper.accessor("rowsRead", {
		header: "Rows",
		cell: ({ row }) => number(row.original.rowsRead),
		meta: { label: "Rows read", on: "wide", width: "w-16", align: "end" },
	}),
	found("new", "New", "New findings", "w-16"),
	found("seen", "Again", "Seen again", "w-16"),
	found("changed", "Changed", "Changed", "w-20"),
	helper.accessor("requestedBy", {
		header: "By",
		cell: ({ row: { original } }) => (
			<bdi
				title={original.slotsMissed > 0 ? `Covers ${original.slotsMissed} missed slots as well` : undefined}
			>
				{original.trigger === "person" ? original.requestedBy : TRIGGER[original.trigger]}
				{original.slotsMissed > 0 ? ", catching up" : null}
			</bdi>
		),
		meta: { label: "Started by", on: "wide", className: "text-muted @max-5xl:hidden" },
	}),
	helper.display({
		id: "length",
		header: "Took",
		cell: ({ row }) => <RunLength run={row.original} />,
		meta: { label: "Took", on: "wide", width: "w-20", align: "end", className: "text-muted" },
	}),
]);
