"use client";

import { durationText } from "@/components/ui/duration";
import { useNow } from "@/components/ui/use-now";
import { isFinished, type RunSummary } from "@/lib/triage/catalogue/schema";
import { runLength } from "./run-words";

/** How long a run took; while it runs, how long so far. */
export function RunLength({ run }: { run: RunSummary }) {
	if (!isFinished(run.status)) return <Ticking run={run} />;
	// A run that never began took no time.
	if (run.startedAt === null) return <span className="text-faint">Not started</span>;
	return <span className="whitespace-nowrap">{durationText(runLength(run, new Date(run.createdAt)))}</span>;
}

function Ticking({ run }: { run: RunSummary }) {
	const now = useNow(500);
	return (
		<span className="whitespace-nowrap" suppressHydrationWarning>
			{durationText(runLength(run, now))}
		</span>
	);
}
