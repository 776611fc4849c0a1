"use client";

import { useEffect, useRef } from "react";
import { useAnnounce } from "@/components/client/announcer";
import { Notice } from "@/components/ui/notice";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Progress } from "@/components/ui/progress";
import { TextLink } from "@/components/ui/text-link";
import { Time } from "@/components/ui/time";
import { isFinished, type RunSummary } from "@/lib/triage/catalogue/schema";
import { BackfillProgress } from "./backfill-progress";
import { CancelButton } from "./cancel-button";
import { PauseButton } from "./pause-button";
import { ReviewLink } from "./review-link";
import { RunLength } from "./run-length";
import { RunMark } from "./run-mark";
import { asShownProblem } from "./run-problem";
import { RunSteps } from "./run-steps";
import { RunWindow } from "./run-window";
import { runAnnouncement, waitText } from "./run-words";
import { useLiveRun } from "./use-live-run";

interface RunCardProps {
	readonly run: RunSummary;
	/** The run has just come to its end. */
	readonly onEnd?: ((run: RunSummary) => void) | undefined;
	/** Without it, this is the run's own page. */
	readonly linkToRecord?: boolean;
}

/** How a run stands: live until it has finished, then how it ended. Give it the run's id as key. */
export function RunCard({ run: initial, onEnd, linkToRecord = false }: RunCardProps) {
	const { run, lost, problem } = useLiveRun(initial, onEnd);
	useRunAnnouncements(run);
	const finished = isFinished(run.status);
	return (
		<div className="flex flex-col gap-3" data-testid="run" data-status={run.status}>
			<div className="flex flex-wrap items-center gap-x-4 gap-y-2">
				<RunMark run={run} className="font-medium" />
				<span className="text-muted">
					<RunWindow run={run} />
				</span>
				<span className="text-muted">
					<span className="sr-only">Elapsed: </span>
					<RunLength run={run} />
				</span>
				<div className="flex flex-wrap items-center gap-2 sm:ml-auto">
					{linkToRecord ? <TextLink href={`/runs/${run.id}`}>Run record</TextLink> : null}
					{finished ? (
						<ReviewLink run={run} variant={linkToRecord ? "secondary" : "primary"} />
					) : (
						<CancelButton run={run} />
					)}
					<PauseButton run={run} />
				</div>
			</div>
			{finished ? null : run.trigger === "backfill" ? (
				<BackfillProgress run={run} />
			) : (
				<Progress label="Progress of the run" value={null} />
			)}
			{run.status === "queued" && run.waiting ? <p className="text-muted">{waitText(run.waiting)}.</p> : null}
			<RunSteps run={run} />
			{lost ? (
				<Notice kind="warning" live title="The live progress was interrupted">
					{problem === null
						? "The run continues. Its state is checked every few seconds until the connection is back."
						: "The server isn’t answering. The run continues; this page keeps trying."}
				</Notice>
			) : null}
			<RunEnd run={run} />
		</div>
	);
}

/** What a run that did not simply succeed has to say. */
function RunEnd({ run }: { run: RunSummary }) {
	switch (run.status) {
		case "partial":
			return (
				<Notice kind="warning" title="The run read only part of the window">
					<p>{run.problem?.message}</p>
					<p className="text-muted">
						{run.problem?.remedy ?? "Its findings are stored. Try a shorter window for the rest."}
					</p>
				</Notice>
			);
		case "failed":
			return run.problem === null ? (
				<Notice kind="error" title="The run failed">
					Earlier findings are as they were.
				</Notice>
			) : (
				<>
					<ProblemNotice error={asShownProblem(run.problem)} title="The run failed" />
					<Kept run={run} />
				</>
			);
		case "cancelled":
			return <Kept run={run} />;
		case "succeeded":
			return run.cancelRequested ? (
				<p className="text-muted">Cancelled too late: its findings were already being stored.</p>
			) : null;
		default:
			return null;
	}
}

/** What is left of a run that did not come to its end. */
function Kept({ run }: { run: RunSummary }) {
	if (run.readUntil === null) {
		return <p className="text-muted">It stored nothing: earlier findings are as they were.</p>;
	}
	return (
		<p className="text-muted">
			What it had stored is kept: everything until <Time value={run.readUntil} />.
		</p>
	);
}

/** Has each new state of the run read out, but not an end that was there when the page opened. */
function useRunAnnouncements(run: RunSummary): void {
	const announce = useAnnounce();
	// Counts grow within a step; only the step is worth saying.
	const state = `${run.status} ${run.phase} ${run.waiting?.for} ${run.cancelRequested}`;
	const said = useRef(isFinished(run.status) ? state : null);
	useEffect(() => {
		if (said.current === state) return;
		said.current = state;
		announce(runAnnouncement(run));
	}, [state, run, announce]);
}
