import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PersonActor } from "@/lib/platform/context/actor";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, testContext } from "@/test/findings/fixtures";
import { exportRuns } from "./export-runs";
import { listRuns } from "./list-runs";
import { runHistory } from "./run-history";

const NOW = new Date("2026-05-10T12:00:00Z");
let test: TestDatabase;
let viewer: PersonActor;
const as = (actor: PersonActor) => testContext(test.db, actor, () => NOW);
const read = async (chunks: AsyncGenerator<string>) => {
	let text = "";
	for await (const chunk of chunks) text += chunk;
	return text;
};

beforeAll(async () => {
	test = await createTestDatabase();
	viewer = await addPerson(test.db, "Vi", "viewer");
	for (const id of ["one", "two"]) {
		await test.db.workspace.create({ data: { id, kind: "sentinel", name: id } });
	}
	const run = (day: string, over: object) => ({
		workspaceId: "one",
		huntId: "a",
		huntName: "=A",
		huntVersion: "1",
		kql: "T",
		windowFrom: NOW,
		windowTo: NOW,
		status: "succeeded" as const,
		requestedByName: "Afterclick",
		createdAt: new Date(`${day}T10:00:00Z`),
		startedAt: new Date(`${day}T10:00:01Z`),
		finishedAt: new Date(`${day}T10:00:05Z`),
		...over,
	});
	await test.db.huntRun.createMany({
		data: [
			run("2026-05-09", { findingsNew: 3, findingsChanged: 1, trigger: "schedule", slotsMissed: 2 }),
			run("2026-05-09", { status: "partial", findingsNew: 2, finishedAt: new Date("2026-05-09T10:00:11Z") }),
			run("2026-05-08", {
				huntId: "b",
				status: "failed",
				problem: { code: "query_failed", message: "No, “why”" },
			}),
			run("2026-05-08", { workspaceId: "two" }),
		],
	});
});
afterAll(() => test.drop());

describe("the log of runs", () => {
	it.each([
		[{}, 4],
		[{ hunt: "a" }, 3],
		[{ workspace: "two" }, 1],
		[{ status: ["failed", "partial"] as const }, 2],
		[{ trigger: ["schedule"] as const }, 1],
		[{ from: "2026-05-09T00:00:00Z" }, 2],
		[{ to: "2026-05-09T00:00:00Z", hunt: "b" }, 1],
	])("returns the runs that a filter selects: %j", async (filter, count) => {
		const input = JSON.parse(JSON.stringify(filter)) as object;
		expect((await listRuns(as(viewer), input)).items).toHaveLength(count);
		const { periods } = await runHistory(as(viewer), input);
		expect(periods.reduce((sum, { runs }) => sum + runs, 0)).toBe(count);
	});

	it("sums by day, including days on which nothing ran", async () => {
		const { step, periods } = await runHistory(as(viewer), {});
		expect(step).toBe("day");
		expect(periods).toHaveLength(31);
		expect(periods.slice(-3)).toEqual([
			expect.objectContaining({ from: "2026-05-08T00:00:00.000Z", runs: 2, failed: 1, new: 0 }),
			expect.objectContaining({ runs: 2, partial: 1, new: 5, changed: 1, meanMs: 7_000, longestMs: 10_000 }),
			expect.objectContaining({ from: "2026-05-10T00:00:00.000Z", runs: 0, longestMs: 0 }),
		]);
		expect((await runHistory(as(viewer), { from: "2026-05-09T00:00:00Z" })).step).toBe("hour");
		expect((await runHistory(as(viewer), { from: "2024-01-01T00:00:00Z" })).step).toBe("week");
	});

	it("sums up to any instant that a filter may name", async () => {
		const { periods } = await runHistory(as(viewer), { to: "0001-01-01T00:00:00Z" });
		expect(periods).toEqual([expect.objectContaining({ runs: 0 })]);
	});

	it("exports a file without cells that a spreadsheet would run", async () => {
		const csv = await read(exportRuns(as(viewer), { format: "csv", hunt: ["a"], workspace: ["one"] }));
		const lines = csv.trim().split("\r\n");
		expect(lines).toHaveLength(3);
		expect(lines[1]).toContain(",'=A,");
		const failed = await read(exportRuns(as(viewer), { format: "jsonl", status: ["failed"] }));
		expect(JSON.parse(failed)).toMatchObject({ huntId: "b", problem: { message: "No, “why”" } });
	});

	it("contains only the person's workspaces", async () => {
		const limited = { ...viewer, workspaces: ["two"] };
		expect((await listRuns(as(limited), {})).items).toHaveLength(1);
		const { periods } = await runHistory(as(limited), {});
		expect(periods.reduce((sum, { runs }) => sum + runs, 0)).toBe(1);
		expect((await read(exportRuns(as(limited), { format: "jsonl" }))).trim().split("\n")).toHaveLength(1);
	});
});
