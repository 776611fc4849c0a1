import { describe, expect, it } from "vitest";
import type { RunSummary } from "@/lib/triage/catalogue/schema";
import { gapChecks, lastRunChecks, readUntilCheck } from "./run-rules";

const now = new Date("2026-11-27T12:00:00Z");

function run(over: Partial<RunSummary>): RunSummary {
	const ended = { status: "succeeded", problem: null, finishedAt: "2026-11-27T10:00:00.000Z" };
	return { id: "r", huntId: "h", huntName: "Clicks", ...ended, ...over } as RunSummary;
}

describe("the last runs", () => {
	it("are OK together", () => {
		expect(lastRunChecks([], now)).toMatchObject([{ level: "ok", says: "No hunt has run here yet." }]);
		expect(lastRunChecks([run({})], now)).toMatchObject([
			{ level: "ok", says: "The last run of the one hunt saw everything; the latest ended 2 hours ago." },
		]);
		expect(
			lastRunChecks([run({}), run({ huntId: "i", finishedAt: "2026-11-27T11:58:00.000Z" })], now)[0]?.says,
		).toBe("The last runs of all 2 hunts saw everything; the latest ended 2 minutes ago.");
	});

	it("that did not read everything are named one by one, with the run's own remedy or a link to it", () => {
		const problem = { code: "not_configured", message: "No role.", remedy: "Give it." };
		expect(
			lastRunChecks(
				[
					run({ status: "failed", problem }),
					run({ huntId: "i", status: "partial", problem: { code: "partial", message: "Cut." } }),
					run({ huntId: "j" }),
				],
				now,
			),
		).toMatchObject([
			{
				id: "run:h",
				level: "failing",
				says: "The last run failed 2 hours ago. No role.",
				remedy: "Give it.",
			},
			{ id: "run:i", level: "warning", says: "The last run read only part 2 hours ago. Cut." },
		]);
	});
});

describe("the time that has been read", () => {
	it("is shown for the hunt that is furthest behind", () => {
		const readUntil = new Date("2026-11-27T11:00:00Z");
		expect(readUntilCheck([], now)).toEqual([]);
		expect(readUntilCheck([{ name: "Clicks", readUntil }], now)[0]?.says).toBe(
			"“Clicks” has read up to 2026-11-27 11:00 UTC, 60 minutes ago.",
		);
		expect(
			readUntilCheck(
				[
					{ name: "Mail", readUntil: now },
					{ name: "Clicks", readUntil },
				],
				now,
			)[0]?.says,
		).toBe("“Clicks”, the furthest behind of 2 hunts, has read up to 2026-11-27 11:00 UTC, 60 minutes ago.");
	});

	it("names gaps by hunt, the oldest with its bounds", () => {
		const gap = {
			huntId: "h",
			name: "Clicks",
			from: new Date("2026-11-20T00:00:00Z"),
			to: new Date("2026-11-20T01:00:00Z"),
			reason: "The answer was cut.",
		};
		expect(gapChecks([])).toEqual([]);
		expect(gapChecks([gap, gap, { ...gap, huntId: "i", name: "Mail" }])).toMatchObject([
			{
				id: "gap:h",
				level: "warning",
				title: "Clicks, gaps",
				says: "Not read: 2026-11-20 00:00 UTC to 2026-11-20 01:00 UTC and 1 more. The answer was cut.",
			},
			{ id: "gap:i", says: "Not read: 2026-11-20 00:00 UTC to 2026-11-20 01:00 UTC. The answer was cut." },
		]);
	});
});
