import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { AppError } from "@/lib/core/errors";
import { sharedTurns } from "@/lib/core/fair-turns";
import { type Actor, SYSTEM, senderOf } from "@/lib/platform/context/actor";
import { executeRun } from "@/lib/triage/runs/execute-run";
import { startRun } from "@/lib/triage/runs/start-run";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, HUNT_ID, testContext } from "@/test/findings/fixtures";
import { type ConnectedDouble, connectDouble } from "@/test/loganalytics-double/connected-double";
import { DOUBLE_TENANT_ID, DOUBLE_WORKSPACE_ID } from "@/test/loganalytics-double/double";
import { checkHealth } from "./check-health";
import type { Check, HealthReport } from "./rules";

/** The checks through the real client over TLS: each thing that can be wrong says what, and what to do. */

const UNTIL = new Date();
let connected: ConnectedDouble;
let test: TestDatabase;
let admin: Actor;

beforeAll(async () => {
	connected = await connectDouble({ clicks: 500, seed: "health", until: UNTIL });
	test = await createTestDatabase();
	admin = await addPerson(test.db, "Ada", "admin");
	// The double's engine takes seconds to start, so it starts before the checks.
	await check();
});

afterAll(async () => {
	await connected.close();
	await test.drop();
});

beforeEach(async () => {
	connected.configure();
	connected.double.reset();
	await test.db.queryIdentity.deleteMany();
});

const check = (actor: Actor = admin) => checkHealth(testContext(test.db, actor));

function levels(report: HealthReport): Record<string, string> {
	const checks = report.sections.flatMap((section) => section.checks);
	return Object.fromEntries(checks.map(({ id, level }) => [id, level]));
}

function found(report: HealthReport, id: string): Check | undefined {
	return report.sections.flatMap((section) => section.checks).find((each) => each.id === id);
}

describe("a healthy workspace", () => {
	it("passes every check, and so does the installation", async () => {
		const steps: string[] = [];
		const report = await checkHealth(testContext(test.db, admin), {
			onProgress: ({ done, total, doing }) => steps.push(`${done}/${total} ${doing}`),
		});
		expect(levels(report)).toEqual({
			node: "ok",
			"data-directory": "ok",
			disk: "ok",
			database: "ok",
			"secret-key": "ok",
			running: "ok",
			hunts: "ok",
			token: "ok",
			reachable: "ok",
			permitted: "ok",
			clock: "ok",
			tables: "ok",
			"newest:UrlClickEvents": "ok",
			"delay:UrlClickEvents": "ok",
			runs: "ok",
		});
		expect(report.level).toBe("ok");
		expect(report.sections.map(({ id, kind }) => [id, kind])).toEqual([
			["installation", "installation"],
			[DOUBLE_WORKSPACE_ID, "sentinel"],
		]);
		expect(found(report, "delay:UrlClickEvents")?.says).toMatch(
			/^Half of the newest \d+ rows came within 4 minutes, 95 % within 4 minutes\. Scheduled runs look back over the last 60 minutes again\.$/,
		);
		expect(steps).toEqual([
			"0/3 Checking the installation",
			"1/3 Asking Log Analytics double",
			"2/3 Checking UrlClickEvents in Log Analytics double",
		]);
	});

	it("is checked for one person twice at a time, so that their checks leave queries to the hunts", async () => {
		const viewer = await addPerson(test.db, "Vic", "viewer");
		let free = () => {};
		const held = new Promise<void>((end) => (free = end));
		const turns = sharedTurns("health checks", 3)();
		const others = [1, 2].map(() => turns.run(senderOf(viewer), () => held));
		const order: string[] = [];
		const waiting = check(viewer).then(() => order.push("the viewer's"));
		await check();
		order.push("another's");
		free();
		await Promise.all([...others, waiting]);
		expect(order).toEqual(["another's", "the viewer's"]);
	});

	it("is shown to a viewer without the installation checks, and to nobody of another workspace", async () => {
		const viewer = await addPerson(test.db, "Vi", "viewer");
		expect((await check(viewer)).sections.map(({ kind }) => kind)).toEqual(["sentinel"]);
		expect((await check({ ...viewer, workspaces: ["elsewhere"] })).sections).toEqual([]);
		expect(connected.double.queries.length).toBe(3);
		await expect(check({ kind: "visitor" })).rejects.toMatchObject({ code: "unauthenticated" });
	});
});

describe("what is wrong is named with its remedy", () => {
	it.each([
		[{ AZURE_CLIENT_SECRET: "wrong" }, "token", /secret is wrong/, /AZURE_CLIENT_SECRET/],
		[{ AZURE_TENANT_ID: "nowhere.example" }, "token", /no such directory/, /AZURE_TENANT_ID/],
		[{ SENTINEL_AUTHORITY_HOST: "https://localhost:1" }, "token", /could not be reached/, /network/],
		[{ SENTINEL_ENDPOINT: "https://localhost:1" }, "reachable", /could not be reached/, /.{20}/],
		[{ SENTINEL_CA_FILE: "/nowhere.pem" }, "configuration", /SENTINEL_CA_FILE/, /PEM/],
		[
			{ SENTINEL_WORKSPACE_ID: DOUBLE_TENANT_ID },
			"permitted",
			/no workspace with this id/,
			/SENTINEL_WORKSPACE_ID/,
		],
	] as const)(
		"%j",
		async (overrides, id, says, remedy) => {
			connected.configure(overrides as Record<string, string>);
			const report = await check();
			expect(report.level).toBe("failing");
			expect(found(report, id)).toMatchObject({
				level: "failing",
				says: expect.stringMatching(says),
				remedy: expect.stringMatching(remedy),
			});
			// What comes after it was not looked at, and is not called well.
			expect(found(report, "unchecked")?.level).toBe("warning");
			expect(found(report, "tables")).toBeUndefined();
		},
		30_000,
	);

	it("the role that is missing", async () => {
		connected.double.fail({ kind: "forbidden", times: 10 });
		const report = await check();
		expect(levels(report)).toMatchObject({ token: "ok", reachable: "ok", permitted: "failing" });
		expect(found(report, "permitted")?.remedy).toContain("Log Analytics Reader");
	});

	it("a service that is busy, or broken", async () => {
		connected.double.fail({ kind: "throttled", seconds: 600, times: 10 });
		expect(found(await check(), "reachable")).toMatchObject({ level: "warning" });
		connected.double.reset();
		connected.double.fail({ kind: "server-error", times: 10 });
		expect(found(await check(), "reachable")).toMatchObject({ level: "failing" });
	});

	it("one table that can't be checked, beside others that can", async () => {
		connected.double.fail({ kind: "server-error", match: "UrlClickEvents", times: 10 });
		const report = await check();
		expect(levels(report)).toMatchObject({ permitted: "ok", "table:UrlClickEvents": "warning" });
	});

	it("a missing table, and an empty one", async () => {
		connected.double.fail({ kind: "refused", match: "UrlClickEvents" });
		expect(found(await check(), "table:UrlClickEvents")).toMatchObject({
			level: "failing",
			says: expect.stringContaining("There is no table UrlClickEvents"),
		});
	});

	it("time that no run has read", async () => {
		const of = { workspaceId: DOUBLE_WORKSPACE_ID, huntId: HUNT_ID };
		await test.db.workspace.upsert({
			where: { id: DOUBLE_WORKSPACE_ID },
			create: { id: DOUBLE_WORKSPACE_ID, kind: "sentinel", name: "Double" },
			update: {},
		});
		await test.db.huntWatermark.create({ data: { ...of, readUntil: new Date() } });
		const [from, to] = [new Date("2026-11-01T00:00:00Z"), new Date("2026-11-01T01:00:00Z")];
		const gap = { ...of, from, to, reason: "The answer was cut.", foundAt: to };
		await test.db.huntGap.createMany({ data: [gap, { ...gap, filledAt: to }] });
		const report = await check();
		expect(found(report, "read-until")).toMatchObject({ level: "ok" });
		expect(found(report, `gap:${HUNT_ID}`)).toMatchObject({
			level: "warning",
			says: "Not read: 2026-11-01 00:00 UTC to 2026-11-01 01:00 UTC. The answer was cut.",
		});
		await test.db.huntGap.deleteMany();
	});

	it("the last run that failed, with where to look", async () => {
		connected.double.fail({ kind: "forbidden", times: 10 });
		const { id } = await startRun(testContext(test.db, admin), HUNT_ID, { preset: "7d" });
		await executeRun(testContext(test.db, SYSTEM), id);
		connected.double.reset();
		expect(found(await check(), `run:${HUNT_ID}`)).toMatchObject({
			level: "failing",
			says: expect.stringMatching(/^The last run failed \d+ seconds? ago\. The workspace does not let/),
			remedy: expect.stringContaining("Log Analytics Reader"),
		});
	});
});

it("stops when nobody waits for it any more", async () => {
	connected.double.fail({ kind: "hang", times: 10, match: "UrlClickEvents" });
	const leaving = new AbortController();
	const asked = checkHealth(testContext(test.db, admin), { signal: leaving.signal });
	await expect.poll(() => connected.double.queries.length).toBe(2);
	leaving.abort();
	await expect(asked).rejects.toBeInstanceOf(AppError);
});
