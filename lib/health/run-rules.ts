import type { RunSummary } from "@/lib/hunts/schema";
import type { Check } from "./rules";
import { stretch } from "./rules";

/** A check for each hunt whose last run did not see everything, or one for all that did. */
export function lastRunChecks(runs: readonly RunSummary[], now: Date): Check[] {
	const ago = (run: RunSummary) =>
		stretch(Math.max(0, now.getTime() - Date.parse(run.finishedAt ?? run.createdAt)));
	const about = { id: "runs", title: "Last runs" };
	if (runs.length === 0) {
		return [{ ...about, level: "ok", says: "No hunt has run here yet.", remedy: null }];
	}
	const bad = runs.filter(({ status }) => status !== "succeeded");
	if (bad.length === 0) {
		const latest = runs.reduce((a, b) => ((a.finishedAt ?? "") > (b.finishedAt ?? "") ? a : b));
		const each =
			runs.length === 1 ? "The last run of the one hunt" : `The last runs of all ${runs.length} hunts`;
		return [
			{
				...about,
				level: "ok",
				says: `${each} saw everything; the latest ended ${ago(latest)} ago.`,
				remedy: null,
			},
		];
	}
	return bad.map((run) => ({
		id: `run:${run.huntId}`,
		title: run.huntName,
		level: run.status === "failed" ? "failing" : "warning",
		says: `The last run ${run.status === "failed" ? "failed" : "saw only a part"} ${ago(run)} ago. ${run.problem?.message ?? ""}`.trim(),
		remedy: run.problem?.remedy ?? `Look at the run under /runs/${run.id} and run the hunt again.`,
	}));
}
