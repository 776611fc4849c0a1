"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { PageHeader } from "@/components/parts/page/page-header";
import { KqlView } from "@/components/triage/hunts/kql-view";
import { HUNTS_KEY } from "@/components/triage/hunts/queries";
import { BackLink } from "@/components/ui/back-link";
import { CopyButton } from "@/components/ui/copy-button";
import { durationText } from "@/components/ui/duration";
import { Fact, Facts } from "@/components/ui/facts";
import { PageBody } from "@/components/ui/page-body";
import { Section } from "@/components/ui/section";
import { Tag } from "@/components/ui/tag";
import { TextLink } from "@/components/ui/text-link";
import { Time } from "@/components/ui/time";
import { plural } from "@/lib/core/plural";
import { isFinished, type RunDetail, type RunSummary } from "@/lib/triage/catalogue/schema";
import { RunCard } from "./run-card";
import { RunLength } from "./run-length";
import { RunMark } from "./run-mark";
import { Found } from "./run-steps";
import { queryLines, TRIGGER } from "./run-words";
import { useLiveRun } from "./use-live-run";

/** The record of one run. */
export function RunPage({ detail }: { detail: RunDetail }) {
	const queries = useQueryClient();
	const ended = useCallback(() => {
		void queries.invalidateQueries({ queryKey: HUNTS_KEY });
		void queries.invalidateQueries({ queryKey: ["findings"] });
	}, [queries]);
	const { run } = useLiveRun(detail, ended);
	const hunt = `/hunts/${encodeURIComponent(detail.huntId)}`;
	return (
		<>
			<PageHeader
				title={`Run of ${detail.huntName}`}
				before={<BackLink href={hunt} label={`Back to ${detail.huntName}`} />}
			/>
			<PageBody>
				<section aria-label="State of the run" className="rounded-lg border px-3 py-3">
					<RunCard run={detail} />
				</section>
				<div className="grid gap-x-8 gap-y-5 lg:grid-cols-[minmax(0,1fr)_26rem]">
					<Section
						title="Query, as it was sent"
						actions={<CopyButton text={detail.kql} label="Copy query" />}
					>
						<KqlView spans={detail.highlighted} marked={queryLines(run.problem)} />
					</Section>
					<Section title="Record">
						<RunRecord detail={detail} run={run} hunt={hunt} />
					</Section>
				</div>
			</PageBody>
		</>
	);
}

function RunRecord({ detail, run, hunt }: { detail: RunDetail; run: RunSummary; hunt: string }) {
	const stored = run.status === "succeeded" || run.status === "partial";
	return (
		<Facts>
			<Fact name="Status">
				<RunMark run={run} />
			</Fact>
			<Fact name="Hunt">
				<TextLink href={hunt}>{run.huntName}</TextLink>
			</Fact>
			<Fact name="Version">{run.huntVersion}</Fact>
			<Fact name="Workspace">
				{detail.workspaceName} {run.sample ? <Tag tone="amber">Sample data</Tag> : null}
				{detail.workspaceKind === "sentinel" ? (
					<code className="block text-muted">{run.workspaceId}</code>
				) : null}
			</Fact>
			<Fact name="Window from">
				<Time value={run.from} />
			</Fact>
			<Fact name="Window until">
				<Time value={run.to} />
			</Fact>
			<Fact name={run.trigger === "person" ? "Started by" : "Begun by"}>
				{run.trigger === "person" ? (
					<bdi>{run.requestedBy}</bdi>
				) : (
					<>
						{TRIGGER[run.trigger]}
						{run.slotAt === null ? null : (
							<>
								, slot <Time value={run.slotAt} form="minutes" />
							</>
						)}
						{run.slotsMissed > 0 ? (
							<span className="block text-muted">
								It also covers {plural(run.slotsMissed, "earlier slot")} that passed while nothing ran.
							</span>
						) : null}
					</>
				)}
			</Fact>
			<Fact name="Asked for at">
				<Time value={run.createdAt} />
			</Fact>
			<Fact name="Started" none={isFinished(run.status) ? "Never" : "Not yet"}>
				{run.startedAt === null ? null : (
					<>
						<Time value={run.startedAt} />{" "}
						<span className="text-muted">
							after {durationText(Date.parse(run.startedAt) - Date.parse(run.createdAt))} in the queue
						</span>
					</>
				)}
			</Fact>
			<Fact name="Ended" none="Not yet">
				{run.finishedAt === null ? null : <Time value={run.finishedAt} />}
			</Fact>
			<Fact name="Took">
				<RunLength run={run} />
			</Fact>
			{detail.attempts > 1 ? (
				<Fact name="Attempts">{detail.attempts}, since the process ended while it ran</Fact>
			) : null}
			<Fact name="Rows read">{run.rowsRead.toLocaleString("en")}</Fact>
			<Fact name="Evidence">{plural(run.evidenceRows, "event")}</Fact>
			<Fact name="Findings">
				{stored ? (
					<>
						<Found run={run} />
						<TextLink href={`/findings?run=${run.id}&status=all`} className="block">
							See the findings of this run
						</TextLink>
					</>
				) : isFinished(run.status) ? (
					"None stored"
				) : (
					"Stored when the run ends"
				)}
			</Fact>
			<Fact name="Run id">
				<code className="break-all">{run.id}</code>
			</Fact>
		</Facts>
	);
}
