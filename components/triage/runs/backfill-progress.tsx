"use client";

import { durationText } from "@/components/ui/duration";
import { Progress } from "@/components/ui/progress";
import { Time } from "@/components/ui/time";
import { useNow } from "@/components/ui/use-now";
import type { RunSummary } from "@/lib/triage/catalogue/schema";
import { backfillProgress } from "./run-words";

/** How much of a backfill's time is read, and about how long the rest takes. */
export function BackfillProgress({ run }: { run: RunSummary }) {
	const now = useNow(1_000);
	const { done, leftMs } = backfillProgress(run, now);
	const percent = Math.floor(done * 100);
	return (
		<div className="flex flex-col gap-1">
			<Progress label="Time read" value={percent} />
			<p className="flex flex-wrap gap-x-3 text-muted tabular-nums">
				<span>{percent}% of the time is read</span>
				{run.readUntil === null ? null : (
					<span>
						until <Time value={run.readUntil} />
					</span>
				)}
				{leftMs === null ? null : <span>about {durationText(leftMs)} left</span>}
			</p>
		</div>
	);
}
