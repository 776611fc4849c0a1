"use client";

import { PageHeader } from "@/components/parts/page/page-header";
import { CoverageSection } from "@/components/triage/hunts/coverage-section";
import { HuntFacts } from "@/components/triage/hunts/hunt-facts";
import { HuntSkeleton } from "@/components/triage/hunts/hunt-skeleton";
import { KqlView } from "@/components/triage/hunts/kql-view";
import { useHunt, useRuns } from "@/components/triage/hunts/queries";
import { WorkspaceNotice } from "@/components/triage/hunts/workspace-notice";
import { RunsTable } from "@/components/triage/runs/runs-table";
import { SchedulesSection } from "@/components/triage/schedules/schedules-section";
import { BackLink } from "@/components/ui/back-link";
import { CopyButton } from "@/components/ui/copy-button";
import { PageBody } from "@/components/ui/page-body";
import { QueryProblem } from "@/components/ui/query-problem";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import type { HuntDetail, RunSummary } from "@/lib/triage/catalogue/schema";
import { RunPanel } from "./run-panel";

interface HuntPageProps {
	readonly id: string;
	/** Null where the server could not get it: the browser asks again, and shows why it fails. */
	readonly hunt: HuntDetail | null;
	readonly runs: readonly RunSummary[] | null;
}

export function HuntPage({ id, hunt: initial, runs: initialRuns }: HuntPageProps) {
	const hunt = useHunt(id, initial);
	const runs = useRuns(id, initialRuns);
	return (
		<>
			<PageHeader title={hunt.data?.name ?? "Hunt"} before={<BackLink href="/hunts" label="All hunts" />} />
			{hunt.data === undefined && !hunt.isError ? (
				<HuntSkeleton />
			) : (
				<PageBody>
					<QueryProblem
						query={hunt}
						title="The hunt could not be loaded"
						stale="This page may be out of date"
					/>
					{hunt.data === undefined ? null : <Hunt hunt={hunt.data} query={hunt} runs={runs} />}
				</PageBody>
			)}
		</>
	);
}

interface HuntProps {
	readonly hunt: HuntDetail;
	readonly query: ReturnType<typeof useHunt>;
	readonly runs: ReturnType<typeof useRuns>;
}

function Hunt({ hunt, query, runs }: HuntProps) {
	return (
		<>
			<WorkspaceNotice workspace={hunt.workspace} tables={hunt.tables} query={query} />
			<div className="grid gap-x-8 gap-y-5 lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_1fr]">
				<div className="flex min-w-0 flex-col gap-5">
					<p className="max-w-[80ch] whitespace-pre-line text-pretty">
						{hunt.hypothesis === "" ? "The hunt’s file has no hypothesis." : hunt.hypothesis}
					</p>
					<RunPanel huntId={hunt.id} lastRun={hunt.lastRun} />
					<SchedulesSection huntId={hunt.id} />
					<CoverageSection huntId={hunt.id} />
					<Section title="Query" actions={<CopyButton text={hunt.kql} label="Copy query" />}>
						<KqlView spans={hunt.highlighted} />
					</Section>
				</div>
				<div className="lg:row-span-2">
					<HuntFacts hunt={hunt} />
				</div>
				<Runs hunt={hunt} runs={runs} />
			</div>
		</>
	);
}

function Runs({ hunt, runs }: { hunt: HuntDetail; runs: ReturnType<typeof useRuns> }) {
	return (
		<Section
			title="Runs"
			actions={
				<span className="flex flex-wrap gap-x-4">
					<TextLink href={`/runs?hunt=${encodeURIComponent(hunt.id)}`}>Log and chart</TextLink>
					<FindingsLink hunt={hunt} />
				</span>
			}
		>
			<QueryProblem
				query={runs}
				title="The runs could not be loaded"
				stale="This list may be out of date"
				className="mb-2"
			/>
			{runs.isError && runs.data === undefined ? null : <RunsTable runs={runs.data} />}
		</Section>
	);
}

function FindingsLink({ hunt }: { hunt: HuntDetail }) {
	if (hunt.findings === 0) return null;
	return (
		<TextLink href={`/findings?hunt=${encodeURIComponent(hunt.id)}&status=all`}>
			All {hunt.findings.toLocaleString("en")} findings, {hunt.openFindings.toLocaleString("en")} open
		</TextLink>
	);
}
