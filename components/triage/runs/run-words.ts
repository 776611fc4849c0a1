import { plural } from "@/lib/core/plural";
import type { RunProblem, RunSummary, RunTrigger, RunWait } from "@/lib/triage/catalogue/schema";

type Phase = NonNullable<RunSummary["phase"]>;

/** The phases in their order, and what is done in each. */
export const PHASES: readonly { readonly phase: Phase; readonly label: string; readonly doing: string }[] = [
	{ phase: "query", label: "Query", doing: "Running the query" },
	{ phase: "evidence", label: "Evidence", doing: "Fetching the evidence" },
	{ phase: "ingest", label: "Findings", doing: "Storing the findings" },
];

/** Why a run was begun, as it is written everywhere. */
export const TRIGGER: Record<RunTrigger, string> = {
	person: "A person",
	schedule: "Schedule",
	backfill: "Backfill",
};

/** What a run or its query waits for, in a few words. */
export function waitText(wait: RunWait): string {
	if (wait.for === "place") return "Waiting for a free place while other hunts run";
	if (wait.for === "slot") {
		return wait.ahead === 0
			? "Waiting for a free query slot, next in line"
			: `Waiting for a free query slot, ${plural(wait.ahead, "query", "queries")} ahead`;
	}
	const time = new Date(wait.until).toISOString().slice(11, 19);
	return `The workspace is limiting requests until ${time} UTC`;
}

/** What a run found: `12 new, 30 seen again, 2 changed`. */
export function foundText({ findings }: Pick<RunSummary, "findings">): string {
	const { seen, changed } = findings;
	return [
		`${findings.new.toLocaleString("en")} new`,
		`${seen.toLocaleString("en")} seen again`,
		`${changed.toLocaleString("en")} changed`,
	].join(", ");
}

/** What is read out when a run comes to a new state. */
export function runAnnouncement(run: RunSummary): string {
	switch (run.status) {
		case "queued":
			return run.waiting ? `The run is queued. ${waitText(run.waiting)}.` : "The run is queued.";
		case "running": {
			if (run.cancelRequested) return "Cancelling the run.";
			if (run.pauseRequested) return "The run pauses after the window it is reading.";
			if (run.waiting) return `${waitText(run.waiting)}.`;
			const doing = PHASES.find(({ phase }) => phase === run.phase)?.doing ?? "The run has started";
			return run.phase === "query" || run.phase === null
				? `${doing}.`
				: `${doing}, ${plural(run.rowsRead, "row")} read.`;
		}
		case "paused":
			return "The run is paused. What it has read is kept.";
		case "succeeded":
			return `The run succeeded: findings ${foundText(run)}.`;
		case "partial":
			return `The run read only part: findings ${foundText(run)}. ${run.problem?.message ?? ""}`.trim();
		case "failed":
			// Why, its notice says.
			return "The run failed.";
		case "cancelled":
			return run.readUntil === null
				? "The run was cancelled. Nothing was stored."
				: "The run was cancelled. What it had stored is kept.";
	}
}

/** Lines of the query that a problem points at. A place with a file is not one of the query. */
export function queryLines(problem: RunProblem | null): number[] {
	return (problem?.places ?? []).flatMap(({ file, line }) =>
		file === undefined && line !== undefined ? [line] : [],
	);
}

/**
 * How much of a backfill's time is read, from 0 to 1, and how many milliseconds the rest takes if it goes on as since
 * it was taken up last; null while nothing tells.
 */
export function backfillProgress(run: RunSummary, now: Date): { done: number; leftMs: number | null } {
	const [from, to] = [Date.parse(run.from), Date.parse(run.to)];
	const at = Math.min(run.readUntil === null ? from : Date.parse(run.readUntil), to);
	const done = (at - from) / (to - from);
	if (run.status !== "running" || run.resumedAt === null) return { done, leftMs: null };
	const read = at - (run.resumedFrom === null ? from : Date.parse(run.resumedFrom));
	const took = now.getTime() - Date.parse(run.resumedAt);
	return { done, leftMs: read > 0 ? ((to - at) / read) * took : null };
}

/** Milliseconds a run has taken so far, or took. */
export function runLength(run: RunSummary, now: Date): number {
	const end = run.finishedAt === null ? now.getTime() : Date.parse(run.finishedAt);
	return end - Date.parse(run.startedAt ?? run.createdAt);
}

/** The run a page should follow: the one that was asked for last. */
export function latestRun(a: RunSummary | null, b: RunSummary | null): RunSummary | null {
	if (a === null || b === null) return a ?? b;
	return Date.parse(a.createdAt) > Date.parse(b.createdAt) ? a : b;
}
