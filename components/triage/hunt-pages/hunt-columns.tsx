"use client";

import Link from "next/link";
import { createAppColumnHelper } from "@/components/data-table/table";
import { AttackTags } from "@/components/triage/hunts/attack-links";
import { RunButton } from "@/components/triage/hunts/run-button";
import { RunMark } from "@/components/triage/runs/run-mark";
import { Ago } from "@/components/ui/ago";
import { TextLink } from "@/components/ui/text-link";
import { visibleProse } from "@/lib/core/visible-text";
import type { HuntSummary } from "@/lib/triage/catalogue/schema";

const helper = createAppColumnHelper<HuntSummary>();

function HuntLink({ hunt }: { hunt: HuntSummary }) {
	return (
		<Link
			href={`/hunts/${encodeURIComponent(hunt.id)}`}
			prefetch={false}
			title={visibleProse(hunt.description)}
			className="truncate font-medium hover:underline"
		>
			{hunt.name}
		</Link>
	);
}

function OpenFindings({ hunt }: { hunt: HuntSummary }) {
	if (hunt.openFindings === 0) return <span className="text-faint">None open</span>;
	return (
		<TextLink href={`/findings?hunt=${encodeURIComponent(hunt.id)}`}>
			{hunt.openFindings.toLocaleString("en")} open
		</TextLink>
	);
}

function LastRun({ hunt }: { hunt: HuntSummary }) {
	if (hunt.lastRun === null) return <span className="text-faint">Never</span>;
	return (
		<span className="flex min-w-0 items-center gap-3">
			<Link href={`/runs/${hunt.lastRun.id}`} prefetch={false} className="inline-flex hover:underline">
				<RunMark run={hunt.lastRun} />
			</Link>
			<Ago value={hunt.lastRun.createdAt} className="text-muted text-sm" />
		</span>
	);
}

export const HUNT_COLUMNS = helper.columns([
	helper.display({
		id: "summary",
		header: "Hunt",
		cell: ({ row: { original: hunt } }) => (
			<span className="flex min-w-0 items-center gap-3">
				<span className="flex min-w-0 flex-1 flex-col gap-0.5">
					<HuntLink hunt={hunt} />
					<span className="flex items-center gap-3 text-sm">
						<OpenFindings hunt={hunt} />
						<LastRun hunt={hunt} />
					</span>
				</span>
				<RunButton hunt={hunt} />
			</span>
		),
		meta: { label: "Hunt", on: "phone" },
	}),
	helper.accessor("name", {
		header: "Hunt",
		cell: ({ row }) => (
			<span className="flex min-w-0">
				<HuntLink hunt={row.original} />
			</span>
		),
		meta: { label: "Hunt", on: "wide" },
	}),
	helper.display({
		id: "attack",
		header: "ATT&CK",
		cell: ({ row: { original: hunt } }) => <AttackTags items={[...hunt.tactics, ...hunt.techniques]} />,
		meta: { label: "Tactics and techniques", on: "wide", width: "w-64", className: "@max-5xl:hidden" },
	}),
	helper.accessor("version", {
		header: "Version",
		cell: ({ row }) => row.original.version,
		meta: { label: "Version", on: "wide", width: "w-26", className: "text-muted @max-4xl:hidden" },
	}),
	helper.accessor("openFindings", {
		header: "Findings",
		cell: ({ row }) => <OpenFindings hunt={row.original} />,
		meta: { label: "Open findings", on: "wide", width: "w-28" },
	}),
	helper.display({
		id: "lastRun",
		header: "Last run",
		cell: ({ row }) => <LastRun hunt={row.original} />,
		meta: { label: "Last run", on: "wide", width: "w-60" },
	}),
	helper.display({
		id: "run",
		header: () => <span className="sr-only">Run</span>,
		cell: ({ row }) => <RunButton hunt={row.original} />,
		meta: { label: "Run", on: "wide", width: "w-26", align: "end", className: "pr-3 sm:pr-4" },
	}),
]);
