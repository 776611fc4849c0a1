import { describe, expect, it } from "vitest";
import type { RunSummary } from "@/lib/triage/catalogue/schema";
import { backfillProgress, foundText, latestRun, queryLines, runAnnouncement, runLength } from "./run-words";

const run: RunSummary = {
	id: "1",
	huntId: "h",
	huntName: "Hunt",
	huntVersion: "1.0.0",
	workspaceId: "local",
	sample: false,
	from: "2026-05-01T00:00:00.000Z",
	to: "2026-05-03T00:00:00.000Z",
	status: "running",
	phase: "query",
	waiting: null,
	rowsRead: 1_204,
	evidenceRows: 0,
	findings: { new: 12, seen: 3_000, changed: 1 },
	problem: null,
	trigger: "person",
	slotAt: null,
	slotsMissed: 0,
	requestedBy: "Kim",
	cancelRequested: false,
	pauseRequested: false,
	readUntil: null,
	resumedAt: null,
	resumedFrom: null,
	createdAt: "2026-05-03T00:00:00.000Z",
	startedAt: "2026-05-03T00:00:02.000Z",
	finishedAt: null,
};

describe("runAnnouncement", () => {
	it.each<[Partial<RunSummary>, string]>([
		[{ status: "queued", phase: null }, "The run is queued."],
		[
			{ status: "queued", phase: null, waiting: { for: "place" } },
			"The run is queued. Waiting for a free place while other hunts run.",
		],
		[{}, "Running the query."],
		[{ waiting: { for: "slot", ahead: 0 } }, "Waiting for a free query slot, next in line."],
		[{ waiting: { for: "slot", ahead: 1 } }, "Waiting for a free query slot, 1 query ahead."],
		[
			{ waiting: { for: "service", until: "2026-05-03T00:00:07.000Z" } },
			"The workspace is limiting requests until 00:00:07 UTC.",
		],
		[{ phase: "evidence" }, "Fetching the evidence, 1,204 rows read."],
		[{ phase: "evidence", rowsRead: 1 }, "Fetching the evidence, 1 row read."],
		[{ phase: "ingest" }, "Storing the findings, 1,204 rows read."],
		[{ phase: null }, "The run has started."],
		[{ cancelRequested: true }, "Cancelling the run."],
		[{ status: "succeeded" }, "The run succeeded: findings 12 new, 3,000 seen again, 1 changed."],
		[
			{ status: "partial", problem: { code: "partial", message: "Cut at 500,000 rows." } },
			"The run read only part: findings 12 new, 3,000 seen again, 1 changed. Cut at 500,000 rows.",
		],
		[{ status: "failed", problem: { code: "query_failed", message: "It broke." } }, "The run failed."],
		[{ status: "cancelled" }, "The run was cancelled. Nothing was stored."],
	])("%j", (change, words) => {
		expect(runAnnouncement({ ...run, ...change })).toBe(words);
	});
});

it("counts in words", () => {
	expect(foundText(run)).toBe("12 new, 3,000 seen again, 1 changed");
});

it("finds the query lines that a problem points at", () => {
	expect(queryLines(null)).toEqual([]);
	expect(
		queryLines({
			code: "query_refused",
			message: "m",
			places: [
				{ line: 3, column: 9, message: "m" },
				{ file: "hunt.yaml", line: 7, message: "m" },
				{ field: "query", message: "m" },
			],
		}),
	).toEqual([3]);
});

it("measures a run from its start (or its request) to its end (or now)", () => {
	const now = new Date("2026-05-03T00:00:10.000Z");
	expect(runLength(run, now)).toBe(8_000);
	expect(runLength({ ...run, startedAt: null }, now)).toBe(10_000);
	expect(runLength({ ...run, finishedAt: "2026-05-03T00:00:05.500Z" }, now)).toBe(3_500);
});

it("follows the run that was requested last", () => {
	const later = { ...run, id: "2", createdAt: "2026-05-03T00:00:01.000Z" };
	expect(latestRun(null, null)).toBeNull();
	expect(latestRun(run, null)).toBe(run);
	expect(latestRun(null, run)).toBe(run);
	expect(latestRun(run, later)).toBe(later);
	expect(latestRun(later, run)).toBe(later);
	expect(latestRun(run, { ...run })).not.toBe(run);
});

describe("the progress of a backfill", () => {
	const backfill: RunSummary = {
		...run,
		trigger: "backfill",
		status: "running",
		from: "2026-05-01T00:00:00.000Z",
		to: "2026-05-11T00:00:00.000Z",
		resumedAt: "2026-06-01T00:00:00.000Z",
		resumedFrom: "2026-05-03T00:00:00.000Z",
	};
	const now = new Date("2026-06-01T00:02:00.000Z");

	it("counts what has been read, and estimates from what was read since it started or resumed", () => {
		expect(backfillProgress({ ...backfill, readUntil: "2026-05-05T00:00:00.000Z" }, now)).toEqual({
			done: 0.4,
			leftMs: 6 * 60_000,
		});
	});

	it("gives no estimate before a window is read, or while paused", () => {
		expect(backfillProgress({ ...backfill, readUntil: null, resumedFrom: null }, now)).toEqual({
			done: 0,
			leftMs: null,
		});
		expect(
			backfillProgress({ ...backfill, status: "paused", readUntil: "2026-05-06T00:00:00.000Z" }, now),
		).toEqual({ done: 0.5, leftMs: null });
	});
});
