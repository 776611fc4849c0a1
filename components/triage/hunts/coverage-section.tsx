"use client";

import { History, RotateCw } from "lucide-react";
import { useState } from "react";
import { useMay } from "@/components/client/me";
import { useWorkspaces } from "@/components/client/shell-context";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { QueryProblem } from "@/components/ui/query-problem";
import { Section } from "@/components/ui/section";
import { Skeleton } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";
import { Time } from "@/components/ui/time";
import { visibleText } from "@/lib/core/visible-text";
import type { Coverage, GapSummary } from "@/lib/triage/catalogue/schema";
import { BackfillDialog } from "./backfill-dialog";
import { useCoverage } from "./queries";
import { useStartRun } from "./use-start-run";

/** How far a hunt has read, which time is missing, and the ways to read it after all. */
export function CoverageSection({ huntId }: { huntId: string }) {
	const coverage = useCoverage(huntId);
	const maySchedule = useMay("hunts.schedule");
	const [asking, setAsking] = useState(false);
	return (
		<Section
			title="Coverage"
			actions={
				maySchedule ? (
					<Button icon={History} onClick={() => setAsking(true)}>
						Backfill…
					</Button>
				) : undefined
			}
		>
			<QueryProblem query={coverage} title="The coverage could not be loaded" />
			{coverage.isPending ? <Skeleton className="h-9" /> : null}
			{coverage.data === undefined ? null : <Read huntId={huntId} coverage={coverage.data} />}
			{asking ? <BackfillDialog huntId={huntId} onClose={() => setAsking(false)} /> : null}
		</Section>
	);
}

function Read({ huntId, coverage }: { huntId: string; coverage: Coverage }) {
	const { marks, gaps, moreGaps } = coverage;
	const workspaces = useWorkspaces();
	const nameOf = (id: string) => visibleText(workspaces.find((known) => known.id === id)?.name ?? id);
	if (marks.length === 0) return <p className="text-muted">Nothing is read yet.</p>;
	return (
		<div className="flex flex-col gap-2">
			<ul>
				{marks.map(({ workspaceId, readUntil }) => (
					<li key={workspaceId} className="text-muted">
						{workspaces.length > 1 ? <bdi>{nameOf(workspaceId)}: </bdi> : null}
						Read until <Time value={readUntil} />
						{gaps.some((gap) => gap.workspaceId === workspaceId) ? ", with gaps" : ", without gaps"}
					</li>
				))}
				{workspaces
					.filter(({ id }) => marks.every(({ workspaceId }) => workspaceId !== id))
					.map(({ id }) => (
						<li key={id} className="text-muted">
							<bdi>{nameOf(id)}: </bdi>Nothing is read yet
						</li>
					))}
			</ul>
			{gaps.length === 0 ? null : (
				<ul aria-label="Gaps" className="divide-y rounded-lg border">
					{gaps.map((gap) => (
						<Gap
							key={gap.id}
							huntId={huntId}
							gap={gap}
							workspace={workspaces.length > 1 ? nameOf(gap.workspaceId) : null}
						/>
					))}
				</ul>
			)}
			{moreGaps > 0 ? <p className="text-muted">And {moreGaps.toLocaleString("en")} more.</p> : null}
		</div>
	);
}

function Gap({ huntId, gap, workspace }: { huntId: string; gap: GapSummary; workspace: string | null }) {
	const mayRun = useMay("hunts.run");
	const start = useStartRun(huntId);
	return (
		<li className="flex flex-col gap-2 px-3 py-2">
			<div className="flex flex-wrap items-center gap-x-4 gap-y-1">
				<span className="min-w-0 flex-1">
					<span className="block">
						<Time value={gap.from} /> to <Time value={gap.to} />
						{workspace === null ? null : <bdi> · {workspace}</bdi>}
					</span>
					<span className="block text-muted">
						{gap.reason}{" "}
						{gap.runId === null ? null : <TextLink href={`/runs/${gap.runId}`}>Its run</TextLink>}
					</span>
				</span>
				{mayRun ? (
					<Button
						icon={RotateCw}
						busy={start.isPending}
						onClick={() => start.mutate({ from: gap.from, to: gap.to, workspaceId: gap.workspaceId })}
					>
						Read it now
					</Button>
				) : null}
			</div>
			{start.isError ? <ProblemNotice error={start.error} title="The run did not start" /> : null}
			{start.data?.joined ? (
				<Notice title="This hunt is running already">
					Its window may be another. Try again when it has ended.
				</Notice>
			) : null}
		</li>
	);
}
