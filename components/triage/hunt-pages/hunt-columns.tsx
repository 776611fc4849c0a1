"use client";

import Link from "next/link";
import { columnsOf } from "@/components/data-table/columns";
import { AttackTags } from "@/components/triage/hunts/attack-links";
import { RunButton } from "@/components/triage/hunts/run-button";
import { RunMark } from "@/components/triage/runs/run-mark";
import { Ago } from "@/components/ui/ago";
import { TextLink } from "@/components/ui/text-link";
import { visibleProse } from "@/lib/core/visible-text";
import type { HuntSummary } from "@/lib/triage/catalogue/schema";

const { list, phone, wide } = columnsOf<HuntSummary>();

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

export const HUNT_COLUMNS = list([
	phone("Hunt", (hunt) => (
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
	)),
	wide("name", "Hunt", (hunt) => (
		<span className="flex min-w-0">
			<HuntLink hunt={hunt} />
		</span>
	)),
	wide("attack", "ATT&CK", (hunt) => <AttackTags items={[...hunt.tactics, ...hunt.techniques]} />, {
		label: "Tactics and techniques",
		width: "w-64",
		className: "@max-5xl:hidden",
	}),
	wide("version", "Version", (hunt) => hunt.version, {
		width: "w-26",
		className: "text-muted @max-4xl:hidden",
	}),
	wide("openFindings", "Findings", (hunt) => <OpenFindings hunt={hunt} />, {
		label: "Open findings",
		width: "w-28",
	}),
	wide("lastRun", "Last run", (hunt) => <LastRun hunt={hunt} />, { width: "w-60" }),
	wide("run", "Run", (hunt) => <RunButton hunt={hunt} />, {
		width: "w-26",
		align: "end",
		className: "pr-3 sm:pr-4",
		unseen: true,
	}),
]);
