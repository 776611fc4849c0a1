"use client";

import Link from "next/link";
import { columnsOf } from "@/components/data-table/columns";
import { WorkspaceName } from "@/components/parts/page/workspace-name";
import { Time } from "@/components/ui/time";
import { visibleText } from "@/lib/core/visible-text";
import type { RunSummary } from "@/lib/triage/catalogue/schema";
import { RunLength } from "./run-length";
import { RunMark } from "./run-mark";
import { RunWindow } from "./run-window";
import { foundText, TRIGGER } from "./run-words";

const { list, phone, wide } = columnsOf<RunSummary>();

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
	return wide(id, header, (run) => number(run.findings[id]), { label, width, align: "end" });
}

export const RUN_COLUMNS = list([
	phone("Run", (run, shows) => (
		<span className="flex min-w-0 flex-col gap-0.5 py-2">
			<span className="flex items-center justify-between gap-3">
				<RunLink run={run} />
				<RunMark run={run} />
			</span>
			{shows("huntName") ? <span className="truncate">{run.huntName}</span> : null}
			<span className="truncate text-muted text-sm">{foundText(run)}</span>
		</span>
	)),
	wide("createdAt", "Started", (run) => <RunLink run={run} />, { width: "w-34" }),
	wide("huntName", "Hunt", (run) => (
		<Link href={`/hunts/${encodeURIComponent(run.huntId)}`} prefetch={false} className="hover:underline">
			{run.huntName}
		</Link>
	)),
	wide("workspaceId", "Workspace", (run) => <WorkspaceName id={run.workspaceId} />, {
		width: "w-36",
		className: "text-muted",
	}),
	wide("status", "Status", (run) => <RunMark run={run} />, { width: "w-28" }),
	wide(
		"problem",
		"Why",
		(run) =>
			run.problem === null ? null : (
				<bdi className="block truncate" title={visibleText(run.problem.message)}>
					{visibleText(run.problem.message)}
				</bdi>
			),
		{ label: "Why it failed or is partial", className: "text-muted @max-4xl:hidden" },
	),
	wide("window", "Window", (run) => <RunWindow run={run} />, {
		width: "w-72",
		className: "text-muted @max-4xl:hidden",
	}),
	wide("rowsRead", "Rows", (run) => number(run.rowsRead), {
		label: "Rows read",
		width: "w-16",
		align: "end",
	}),
	found("new", "New", "New findings", "w-16"),
	found("seen", "Again", "Seen again", "w-16"),
	found("changed", "Changed", "Changed", "w-20"),
	wide(
		"requestedBy",
		"By",
		(run) => (
			<bdi title={run.slotsMissed > 0 ? `Covers ${run.slotsMissed} missed slots as well` : undefined}>
				{run.trigger === "person" ? run.requestedBy : TRIGGER[run.trigger]}
				{run.slotsMissed > 0 ? ", catching up" : null}
			</bdi>
		),
		{ label: "Started by", className: "text-muted @max-5xl:hidden" },
	),
	wide("length", "Took", (run) => <RunLength run={run} />, {
		width: "w-20",
		align: "end",
		className: "text-muted",
	}),
]);
