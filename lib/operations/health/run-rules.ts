import { utcMinute } from "@/lib/core/text-rules";
import { CLOCK_SLACK_MS } from "@/lib/sources/workspaces/overlap-rules";
import type { RunSummary } from "@/lib/triage/catalogue/schema";
import { type Check, check, stretch } from "./rules";

/** A check for each hunt whose last run did not see everything, or one for all that did. */
export function lastRunChecks(runs: readonly RunSummary[], now: Date): Check[] {
	const ago = (run: RunSummary) =>
		stretch(Math.max(0, now.getTime() - Date.parse(run.finishedAt ?? run.createdAt)));
	const about = { id: "runs", title: "Last runs" };
	if (runs.length === 0) {
		return [check(about, "ok", "No hunt has run here yet.")];
	}
	const bad = runs.filter(({ status }) => status !== "succeeded");
	if (bad.length === 0) {
		const latest = runs.reduce((a, b) => ((a.finishedAt ?? "") > (b.finishedAt ?? "") ? a : b));
		const each =
			runs.length === 1 ? "The last run of the one hunt" : `The last runs of all ${runs.length} hunts`;
		return [check(about, "ok", `${each} saw everything; the latest ended ${ago(latest)} ago.`)];
	}
	return bad.map((run) =>
		check(
			{ id: `run:${run.huntId}`, title: run.huntName },
			run.status === "failed" ? "failing" : "warning",
			`The last run ${run.status === "failed" ? "failed" : "read only part"} ${ago(run)} ago. ${run.problem?.message ?? ""}`.trim(),
			run.problem?.remedy ?? `Look at the run under /runs/${run.id} and run the hunt again.`,
		),
	);
}

interface Mark {
	/** The hunt's. */
	readonly name: string;
	readonly readUntil: Date;
}

/** How far the hunts that are read without a break have come: told of the one that is furthest behind. */
export function readUntilCheck(marks: readonly Mark[], now: Date): Check[] {
	if (marks.length === 0) return [];
	const ahead = marks.reduce((a, b) => (a.readUntil > b.readUntil ? a : b));
	if (ahead.readUntil.getTime() - now.getTime() > CLOCK_SLACK_MS) {
		return [
			check(
				{ id: "read-until", title: "Read until" },
				"failing",
				`“${ahead.name}” has read up to ${utcMinute(ahead.readUntil)}, which is in the future: a clock was ahead.`,
				"Check the clocks of this machine and of the database. Once they agree, Afterclick repairs this by itself and lists the time since as a gap.",
			),
		];
	}
	const last = marks.reduce((a, b) => (a.readUntil < b.readUntil ? a : b));
	const behind = stretch(Math.max(0, now.getTime() - last.readUntil.getTime()));
	const which =
		marks.length === 1
			? `“${last.name}” has`
			: `“${last.name}”, the furthest behind of ${marks.length} hunts, has`;
	return [
		check(
			{ id: "read-until", title: "Read until" },
			"ok",
			`${which} read up to ${utcMinute(last.readUntil)}, ${behind} ago.`,
		),
	];
}

interface Gap {
	readonly huntId: string;
	readonly name: string;
	readonly from: Date;
	readonly to: Date;
	readonly reason: string;
}

/** A check for each hunt with time that nobody has read. @param gaps open ones, the oldest first */
export function gapChecks(gaps: readonly Gap[]): Check[] {
	const firsts = gaps.filter((gap, at) => gaps.findIndex(({ huntId }) => huntId === gap.huntId) === at);
	return firsts.map(({ huntId, name, from, to, reason }) => {
		const others = gaps.filter((gap) => gap.huntId === huntId).length - 1;
		const more = others === 0 ? "" : ` and ${others} more`;
		return check(
			{ id: `gap:${huntId}`, title: `${name}, gaps` },
			"warning",
			`Not read: ${utcMinute(from)} to ${utcMinute(to)}${more}. ${reason}`,
			"Run the hunt over that time; its page lists every gap.",
		);
	});
}
