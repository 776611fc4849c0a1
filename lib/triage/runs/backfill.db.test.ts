import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Actor, SYSTEM } from "@/lib/platform/context/actor";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, HUNT_ID, testContext } from "@/test/findings/fixtures";
import { type ConnectedDouble, connectDouble } from "@/test/loganalytics-double/connected-double";
import { cancelRun } from "./cancel-run";
import { coverageOf } from "./coverage-of";
import { executeRun } from "./execute-run";
import { getRun } from "./get-run";
import { continueRun, pauseRun } from "./pause-run";
import { startBackfill } from "./start-backfill";
import { startRun } from "./start-run";

/** Old time read in many windows finds what one uncut answer finds, whatever happens on the way. */

const PERIOD = { from: "2026-11-15T12:00:00.000Z", to: "2026-11-20T12:00:00.000Z" };
const SAMPLE = { clicks: 40_000, seed: "backfill-test", until: new Date(PERIOD.to) };
let test: TestDatabase;
let lead: Actor;
let connected: ConnectedDouble;
/** What one run over the whole period finds where no answer is cut. */
let uncut: Awaited<ReturnType<typeof found>>;

beforeAll(async () => {
	test = await createTestDatabase();
	lead = await addPerson(test.db, "Lee", "lead");
	connected = await connectDouble(SAMPLE);
	const { id } = await startRun(as(lead), HUNT_ID, PERIOD);
	await executeRun(as(SYSTEM), id);
	expect(await getRun(as(lead), id)).toMatchObject({ status: "succeeded" });
	uncut = await found();
	await connected.close();
	connected = await connectDouble({ ...SAMPLE, maxRows: 8 });
});

afterAll(async () => {
	await connected.close();
	await test.drop();
});

beforeEach(async () => {
	await test.db
		.$executeRaw`TRUNCATE "FindingEvent", "Finding", "RunWindow", "HuntRun", "HuntGap", "HuntWatermark" CASCADE`;
	connected.double.reset();
});

const as = (actor: Actor) => testContext(test.db, actor);
const backfill = () => startBackfill(as(lead), HUNT_ID, PERIOD);
const windows = (runId: string, status: "waiting" | "done" | "split" | "incomplete") =>
	test.db.runWindow.count({ where: { runId, status } });

async function found() {
	const findings = await test.db.finding.findMany({
		orderBy: { identity: "asc" },
		select: {
			identity: true,
			status: true,
			version: true,
			clickedThrough: true,
			threatTypes: true,
			eventAt: true,
			url: true,
			rows: true,
			evidence: true,
			searchText: true,
			_count: { select: { events: true } },
		},
	});
	// The order of a finding's rows says nothing, and is not the service's to promise.
	return findings.map((finding) => ({
		...finding,
		threatTypes: [...finding.threatTypes].sort(),
		rows: (finding.rows as object[]).map((row) => JSON.stringify(Object.entries(row).sort())).sort(),
	}));
}

describe("a backfill", () => {
	it("finds in windows that were cut and split exactly what one complete response contains", async () => {
		expect(uncut.length).toBeGreaterThan(8);
		const { id } = await backfill();
		await executeRun(as(SYSTEM), id);
		expect(await getRun(as(lead), id)).toMatchObject({
			status: "succeeded",
			trigger: "backfill",
			findings: { new: uncut.length, seen: 0, changed: 0 },
			readUntil: PERIOD.to,
		});
		expect(await found()).toEqual(uncut);
		expect(await windows(id, "split")).toBeGreaterThan(0);
		expect(await windows(id, "done")).toBeGreaterThanOrEqual(5);
		expect(await coverageOf(as(lead), HUNT_ID)).toMatchObject({
			gaps: [],
			marks: [{ readUntil: PERIOD.to }],
		});
	});

	it("continues after its process ended in the middle of a window, without losing or duplicating anything", async () => {
		const { id } = await backfill();
		for (let sitting = 0; sitting < 3; sitting++) {
			const stop = new AbortController();
			const execution = executeRun(as(SYSTEM), id, stop.signal).catch(() => undefined);
			const before = await windows(id, "done");
			await expect.poll(() => windows(id, "done"), { interval: 5 }).toBeGreaterThan(before + 1);
			stop.abort(new Error("The process ends."));
			await execution;
		}
		expect(await windows(id, "waiting")).toBeGreaterThan(0);
		await executeRun(as(SYSTEM), id);
		expect(await getRun(as(lead), id)).toMatchObject({
			status: "succeeded",
			findings: { new: uncut.length, seen: 0, changed: 0 },
		});
		expect(await found()).toEqual(uncut);
	});

	it("pauses on request, keeps what it has read, and runs beside new runs", async () => {
		const { id } = await backfill();
		await expect(backfill()).rejects.toMatchObject({ code: "already_running", details: { runId: id } });
		expect(await startRun(as(lead), HUNT_ID, { preset: "24h" })).toMatchObject({ status: "queued" });
		const execution = executeRun(as(SYSTEM), id);
		await expect.poll(() => windows(id, "done"), { interval: 5 }).toBeGreaterThan(2);
		expect(await pauseRun(as(lead), id)).toMatchObject({ pauseRequested: true });
		await execution;
		const resting = await getRun(as(lead), id);
		expect(resting).toMatchObject({ status: "paused", pauseRequested: false });
		expect(resting.findings.new).toBe(await test.db.finding.count());
		await executeRun(as(SYSTEM), id);
		expect(await getRun(as(lead), id)).toMatchObject({ status: "paused" });

		expect(await continueRun(as(lead), id)).toMatchObject({ status: "queued" });
		await executeRun(as(SYSTEM), id);
		expect(await getRun(as(lead), id)).toMatchObject({ status: "succeeded" });
		expect(await found()).toEqual(uncut);
		await expect(pauseRun(as(lead), id)).rejects.toMatchObject({ code: "conflict" });
	});

	it("can be started by leads only, and keeps what it had stored when cancelled", async () => {
		const analyst = await addPerson(test.db, "Ana");
		await expect(startBackfill(as(analyst), HUNT_ID, PERIOD)).rejects.toMatchObject({ code: "forbidden" });
		const { id } = await backfill();
		const execution = executeRun(as(SYSTEM), id);
		await expect.poll(() => windows(id, "done"), { interval: 5 }).toBeGreaterThan(2);
		await cancelRun(as(lead), id);
		await execution;
		const run = await getRun(as(lead), id);
		expect(run.status).toBe("cancelled");
		expect(run.findings.new).toBe(await test.db.finding.count());
	});
});

describe("an answer of many rows", () => {
	it("is stored in parts, and read again after the process ended between two, without duplicates", async () => {
		connected.double.fail({ kind: "many-rows", rows: 12_500, times: 2, match: "IsClickedThrough !=" });
		const { id } = await startRun(as(lead), HUNT_ID, PERIOD);
		const stop = new AbortController();
		const execution = executeRun(as(SYSTEM), id, stop.signal).catch(() => undefined);
		await expect.poll(() => test.db.finding.count(), { interval: 5 }).toBeGreaterThan(0);
		stop.abort(new Error("The process ends."));
		await execution;
		expect(await test.db.finding.count()).toBeLessThan(12_500);
		expect(await getRun(as(lead), id)).toMatchObject({ status: "queued" });
		expect(await windows(id, "waiting")).toBe(1);

		await executeRun(as(SYSTEM), id);
		expect(await getRun(as(lead), id)).toMatchObject({
			status: "succeeded",
			rowsRead: 12_500,
			findings: { new: 12_500, seen: 0, changed: 0 },
		});
		expect(await test.db.finding.count()).toBe(12_500);
		expect(await test.db.findingEvent.count()).toBe(12_500);
	});
});

describe("what a hunt has read", () => {
	const day = (from: number, to: number) => ({
		from: `2026-11-${String(from).padStart(2, "0")}T00:00:00.000Z`,
		to: `2026-11-${String(to).padStart(2, "0")}T00:00:00.000Z`,
	});
	const run = async (window: { from: string; to: string }) => {
		const { id } = await startRun(as(lead), HUNT_ID, window);
		await executeRun(as(SYSTEM), id);
		return id;
	};
	const gaps = async () => (await coverageOf(as(lead), HUNT_ID)).gaps.map(({ from, to }) => ({ from, to }));

	it("has a gap where no run read, which later runs fill in part and then completely", async () => {
		await run(day(1, 2));
		await run(day(6, 7));
		expect(await gaps()).toEqual([day(2, 6)]);
		await run(day(3, 4));
		expect(await gaps()).toEqual([day(2, 3), day(4, 6)]);
		await run(day(1, 3));
		await run(day(4, 6));
		expect(await gaps()).toEqual([]);
		expect(await test.db.huntGap.count({ where: { filledAt: { not: null } } })).toBeGreaterThan(2);
	});

	it("has a gap where an answer was cut for another reason, with its run", async () => {
		connected.double.fail({ kind: "partial-engine", match: "IsClickedThrough !=", times: 1_000 });
		// Too short to be asked in halves.
		const window = { from: "2026-11-10T00:00:00.000Z", to: "2026-11-10T00:01:30.000Z" };
		const id = await run(window);
		expect(await getRun(as(lead), id)).toMatchObject({ status: "partial" });
		expect(await coverageOf(as(lead), HUNT_ID)).toMatchObject({
			gaps: [{ ...window, runId: id, reason: expect.stringMatching(/ran out of memory/) }],
		});
		connected.double.reset();
		await run(window);
		expect(await gaps()).toEqual([]);
	});
});
