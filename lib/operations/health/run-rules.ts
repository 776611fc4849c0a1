import { CLOCK_SLACK_MS } from "@/lib/sources/workspaces/overlap-rules";
import type { RunSummary } from "@/lib/triage/catalogue/schema";
import { type Check, stretch, utc } from "./rules";

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
		says: `The last run ${run.status === "failed" ? "failed" : "read only part"} ${ago(run)} ago. ${run.problem?.message ?? ""}`.trim(),
		remedy: run.problem?.remedy ?? `Look at the run under /runs/${run.id} and run the hunt again.`,
	}));
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
			{
				id: "read-until",
				title: "Read until",
				level: "failing",
				says: `“${ahead.name}” has read up to ${utc(ahead.readUntil)}, which is in the future: a clock was ahead.`,
				remedy:
					"Check the clocks of this machine and of the database. Once they agree, Afterclick repairs this by itself and lists the time since as a gap.",
			},
		];
	}
	const last = marks.reduce((a, b) => (a.readUntil < b.readUntil ? a : b));
	const behind = stretch(Math.max(0, now.getTime() - last.readUntil.getTime()));
	const which =
		marks.length === 1
			? `“${last.name}” has`
			: `“${last.name}”, the furthest behind of ${marks.length} hunts, has`;
	return [
		{
			id: "read-until",
			title: "Read until",
			level: "ok",
			says: `${which} read up to ${utc(last.readUntil)}, ${behind} ago.`,
			remedy: null,
		},
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
		return {
			id: `gap:${huntId}`,
			title: `${name}, gaps`,
			level: "warning",
			says: `Not read: ${utc(from)} to ${utc(to)}${more}. ${reason}`,
			remedy: "Run the hunt over that time; its page lists every gap.",
		};
	});
}
