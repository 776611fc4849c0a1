import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Actor, SYSTEM } from "@/lib/platform/context/actor";
import { defaultWorkspace } from "@/lib/sources/workspaces/registry";
import { SharedSlots } from "@/lib/sources/workspaces/shared-slots";
import type { RunSummary } from "@/lib/triage/catalogue/schema";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, HUNT_ID, testContext } from "@/test/findings/fixtures";
import { type ConnectedDouble, connectDouble } from "@/test/loganalytics-double/connected-double";
import type { LogAnalyticsDouble } from "@/test/loganalytics-double/double";
import { cancelRun } from "./cancel-run";
import { executeRun } from "./execute-run";
import { getRun } from "./get-run";
import { nextWindow } from "./next-window";
import { startRun } from "./start-run";

/** Hunts against the double, through the real client over TLS: what a run shows and what it stores. */

const WHOLE = { from: "2026-08-01T00:00:00Z", to: "2026-12-01T00:00:00Z" };
/** Text that only the hunt's query has, and only the one for its evidence. */
const HUNT = "IsClickedThrough !=";
const EVIDENCE = "| where ReportId in (";
let test: TestDatabase;
let kim: Actor;
let connected: ConnectedDouble;
let double: LogAnalyticsDouble;
let healthy: RunSummary;

beforeAll(async () => {
	connected = await connectDouble({
		clicks: 2_000,
		seed: "run-test",
		until: new Date("2026-11-20T12:00:00Z"),
	});
	double = connected.double;
	test = await createTestDatabase();
	kim = await addPerson(test.db, "Kim");
	healthy = await run();
});

afterAll(async () => {
	await connected.close();
	await test.drop();
});

beforeEach(async () => {
	double.reset();
	await test.db.queryIdentity.deleteMany();
});

const ctx = (actor: Actor = kim) => testContext(test.db, actor);

async function run(): Promise<RunSummary> {
	const { id } = await startRun(ctx(), HUNT_ID, WHOLE);
	await executeRun(ctx(SYSTEM), id);
	return getRun(ctx(), id);
}

/** Everything of the findings that a run may write. */
const findings = () =>
	test.db.finding.findMany({
		orderBy: { id: "asc" },
		select: { id: true, status: true, version: true, lastSeenAt: true, lastRunId: true, evidence: true },
	});

describe("a run against Log Analytics", () => {
	it("finds what the query finds, with its evidence", async () => {
		expect(defaultWorkspace().kind).toBe("sentinel");
		expect(healthy).toMatchObject({ status: "succeeded", problem: null, waiting: null });
		expect(healthy.findings.new).toBeGreaterThan(10);
		expect(healthy.evidenceRows).toBeGreaterThanOrEqual(healthy.findings.new);
	});

	it.each([
		["throttled", HUNT],
		["throttled-silently", EVIDENCE],
		["unavailable", HUNT],
		["bad-gateway", EVIDENCE],
		["drop", HUNT],
		["drop", EVIDENCE],
		["drop-body", HUNT],
		["drop-body", EVIDENCE],
	] as const)("loses nothing to %s at %s when it passes", async (kind, match) => {
		double.fail({ kind, match });
		expect(await run()).toMatchObject({
			status: "succeeded",
			rowsRead: healthy.rowsRead,
			evidenceRows: healthy.evidenceRows,
			findings: { new: 0, seen: healthy.findings.new, changed: 0 },
		});
	});

	it.each([
		["timed-out", HUNT, "query_limit"],
		["timed-out", EVIDENCE, "query_limit"],
		["server-error", HUNT, "query_failed"],
		["server-error", EVIDENCE, "query_failed"],
		["unauthorized", HUNT, "not_configured"],
		["forbidden", EVIDENCE, "not_configured"],
		["no-workspace", HUNT, "not_configured"],
		["refused", HUNT, "query_refused"],
		["page", HUNT, "query_failed"],
		["page", EVIDENCE, "query_failed"],
	] as const)("fails on %s at %s, says so, and leaves the findings unchanged", async (kind, match, code) => {
		const before = await findings();
		double.fail({ kind, match, times: 100 });
		expect(await run()).toMatchObject({
			status: "failed",
			problem: { code, message: expect.stringMatching(/.{20}/) },
			findings: { new: 0, seen: 0, changed: 0 },
		});
		expect(await findings()).toEqual(before);
		expect(double.queries.length).toBeLessThanOrEqual(7);
	});

	it.each([
		["throttled-silently", HUNT, "query_limit"],
		["drop", EVIDENCE, "unavailable"],
	] as const)("gives up in the end when %s at %s does not pass", async (kind, match, code) => {
		const before = await findings();
		double.fail({ kind, match, times: 100 });
		expect(await run()).toMatchObject({
			status: "failed",
			problem: { code, message: expect.stringContaining("tried 5 times") },
		});
		expect(await findings()).toEqual(before);
		expect(double.queries.filter(({ query }) => query.includes(match))).toHaveLength(5);
	});

	it("requests the evidence of fewer keys where the response is cut, and loses nothing", async () => {
		double.fail({ kind: "partial-too-large", match: EVIDENCE });
		expect(await run()).toMatchObject({ status: "succeeded", evidenceRows: healthy.evidenceRows });
		const asked = double.queries.filter(({ query }) => query.includes(EVIDENCE));
		expect(asked).toHaveLength(3);
		expect(new Set(asked.map(({ timespan }) => timespan)).size).toBe(1);
	});

	it.each([
		["partial-too-large", HUNT],
		["partial-engine", HUNT],
		["timed-out", HUNT],
		["timed-out", EVIDENCE],
	] as const)("reads the halves of a window after %s at %s, and loses nothing", async (kind, match) => {
		double.fail({ kind, match });
		expect(await run()).toMatchObject({
			status: "succeeded",
			rowsRead: healthy.rowsRead,
			evidenceRows: healthy.evidenceRows,
			findings: { new: 0, seen: healthy.findings.new, changed: 0 },
		});
		const spans = double.queries.filter(({ query }) => query.includes(match)).map(({ timespan }) => timespan);
		expect(spans).toHaveLength(3);
		expect(new Set(spans)).toEqual(
			new Set([
				"2026-08-01T00:00:00.000Z/2026-12-01T00:00:00.000Z",
				"2026-08-01T00:00:00.000Z/2026-10-01T00:00:00.000Z",
				"2026-10-01T00:00:00.000Z/2026-12-01T00:00:00.000Z",
			]),
		);
	});

	it("is partial where no window is short enough", async () => {
		const before = await test.db.finding.count();
		double.fail({ kind: "partial-too-large", match: HUNT, times: 10_000 });
		const partial = await run();
		expect(partial).toMatchObject({
			status: "partial",
			problem: {
				code: "partial",
				message: expect.stringMatching(
					/^Not wholly read: 2026-08-01T00:00:00.000Z to .* and \d+ more\. .* cut/,
				),
			},
		});
		expect(partial.findings.seen).toBeGreaterThan(0);
		expect(await test.db.finding.count()).toBe(before);
		expect(double.queries.filter(({ query }) => query.includes(HUNT)).length).toBeLessThanOrEqual(200);
	});

	it.each(["no-content", "empty"] as const)("reads %s as a window without clicks", async (kind) => {
		const before = await findings();
		double.fail({ kind, match: HUNT });
		expect(await run()).toMatchObject({ status: "succeeded", rowsRead: 0 });
		expect(await findings()).toEqual(before);
	});

	it("closes the connection when cancelled", async () => {
		const before = await findings();
		double.fail({ kind: "hang" });
		const { id } = await startRun(ctx(), HUNT_ID, WHOLE);
		const executed = executeRun(ctx(SYSTEM), id);
		await expect.poll(() => double.queries.length).toBe(1);
		await cancelRun(ctx(), id);
		await executed;
		expect(await getRun(ctx(), id)).toMatchObject({ status: "cancelled", waiting: null });
		await expect.poll(() => double.queries[0]?.closedEarly).toBe(true);
		expect(await findings()).toEqual(before);
	});

	it("shows what it waits for", async () => {
		const { identity } = await test.db.queryTicket.findFirstOrThrow();
		const slots = new SharedSlots(identity);
		const held = await Promise.all(Array.from({ length: 5 }, () => slots.acquire({})));
		double.fail({ kind: "throttled", seconds: 3, match: HUNT });
		const { id } = await startRun(ctx(), HUNT_ID, WHOLE);
		const executed = executeRun(ctx(SYSTEM), id);
		const waiting = async () => (await getRun(ctx(), id)).waiting;
		await expect.poll(waiting).toEqual({ for: "slot", ahead: 0 });
		for (const slot of held) await slot.release();
		await expect.poll(waiting).toEqual({ for: "service", until: expect.stringMatching(/^\d{4}-.*Z$/) });
		await executed;
		expect(await getRun(ctx(), id)).toMatchObject({ status: "succeeded", waiting: null });
	});

	it("can be cancelled while it waits for a slot", async () => {
		const { identity } = await test.db.queryTicket.findFirstOrThrow();
		const slots = new SharedSlots(identity);
		const held = await Promise.all(Array.from({ length: 5 }, () => slots.acquire({})));
		const { id } = await startRun(ctx(), HUNT_ID, WHOLE);
		const executed = executeRun(ctx(SYSTEM), id);
		await expect.poll(async () => (await getRun(ctx(), id)).waiting).not.toBeNull();
		await cancelRun(ctx(), id);
		await executed;
		expect(await getRun(ctx(), id)).toMatchObject({ status: "cancelled", waiting: null });
		expect(double.queries).toEqual([]);
		for (const slot of held) await slot.release();
	});
});

describe("rows that come late", () => {
	it("are measured by a scheduled run, and the next one starts that much earlier", async () => {
		const reader = { workspaceId: double.environment("").SENTINEL_WORKSPACE_ID as string, huntId: HUNT_ID };
		const slow = await connectDouble({
			clicks: 200,
			seed: "late",
			until: new Date("2026-11-20T12:00:00Z"),
			ingestionDelaySeconds: 3 * 3_600,
		});
		try {
			const { id } = await startRun(ctx(), HUNT_ID, WHOLE);
			await test.db.huntRun.update({
				where: { id },
				data: { trigger: "schedule", windowTo: new Date("2026-11-20T12:00:00Z") },
			});
			await executeRun(ctx(SYSTEM), id);
			expect(await getRun(ctx(), id)).toMatchObject({ status: "succeeded" });
			expect(await test.db.huntWatermark.findUnique({ where: { workspaceId_huntId: reader } })).toMatchObject(
				{ delayMs: 3 * 3_600_000 },
			);
			const now = new Date("2026-12-02T00:00:00Z");
			const until = (await test.db.huntWatermark.findFirstOrThrow({ where: reader })).readUntil;
			expect(await test.db.$transaction((tx) => nextWindow(tx, reader, now))).toEqual({
				from: new Date(until.getTime() - 6 * 3_600_000),
				to: now,
			});
		} finally {
			await slow.close();
			connected.configure();
		}
	});
});
