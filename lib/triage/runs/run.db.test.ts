import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { decide } from "@/lib/decisions/decide";
import { reloadConfig } from "@/lib/platform/config/config";
import { type Actor, SYSTEM } from "@/lib/platform/context/actor";
import { generateSample } from "@/lib/sources/sample/generate";
import { closeWorkspaces } from "@/lib/sources/workspaces/registry";
import type { RunInput, RunPage } from "@/lib/triage/catalogue/schema";
import { listFindings } from "@/lib/triage/findings/list";
import { getHunt } from "@/lib/triage/hunts/get";
import { listHunts } from "@/lib/triage/hunts/list";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, HUNT_ID, testContext } from "@/test/findings/fixtures";
import { cancelRun } from "./cancel-run";
import { executeRun } from "./execute-run";
import { getRun } from "./get-run";
import { listRuns } from "./list-runs";
import { recoverRuns } from "./recover-runs";
import { startRun } from "./start-run";

const UNTIL = new Date("2026-11-20T12:00:00Z");
const WHOLE = { from: "2026-08-01T00:00:00Z", to: "2026-12-01T00:00:00Z" };
let test: TestDatabase;
let kim: Actor;
let directory: string;

beforeAll(async () => {
	directory = mkdtempSync(path.join(tmpdir(), "afterclick-run-"));
	vi.stubEnv("WORKSPACE_DIRECTORY", path.join(directory, "workspace"));
	vi.stubEnv("SENTINEL_WORKSPACE_ID", "");
	reloadConfig();
	await generateSample({
		directory: path.join(directory, "workspace"),
		clicks: 5_000,
		seed: "run-test",
		until: UNTIL,
	});
	test = await createTestDatabase();
	kim = await addPerson(test.db, "Kim");
});

afterAll(async () => {
	await closeWorkspaces();
	await test.drop();
	vi.unstubAllEnvs();
	reloadConfig();
	rmSync(directory, { recursive: true, force: true });
});

beforeEach(async () => {
	await test.db.huntRun.updateMany({
		where: { status: { in: ["queued", "running"] } },
		data: { status: "cancelled" },
	});
});

const ctx = (actor: Actor = kim) => testContext(test.db, actor);

async function run(input: RunInput = WHOLE, hunt = HUNT_ID) {
	const { id } = await startRun(ctx(), hunt, input);
	await executeRun(ctx(SYSTEM), id);
	return getRun(ctx(), id);
}

describe("a run of the seed hunt", () => {
	it("finds what the query finds, with its evidence, and repeats with every decision kept", async () => {
		const first = await run();
		expect(first).toMatchObject({ status: "succeeded", phase: null, problem: null, sample: true });
		expect(first.requestedBy).toBe("Kim");
		expect(first.findings.new).toBeGreaterThan(20);
		expect(first.findings).toMatchObject({ seen: 0, changed: 0 });
		expect(first.evidenceRows).toBeGreaterThanOrEqual(first.findings.new);

		const { items } = await listFindings(ctx(), { limit: 10 });
		expect(items.every(({ hasEvidence, url }) => hasEvidence && url !== null)).toBe(true);
		expect(items.every(({ sample }) => sample)).toBe(true);
		await decide(ctx(), {
			verdict: "benign",
			reason: "attack_simulation",
			ids: items.map(({ id }) => id),
			versions: Object.fromEntries(items.map(({ id, version }) => [id, version])),
		});

		const second = await run();
		expect(second.findings).toEqual({ new: 0, seen: first.findings.new, changed: 0 });
		const again = await listFindings(ctx(), { limit: 10 });
		expect(again.items.map(({ id, status, version }) => ({ id, status, version }))).toEqual(
			items.map(({ id }) => ({ id, status: "benign", version: 2 })),
		);
	});

	it("succeeds without findings where there are none", async () => {
		const empty = await run({ from: "2020-01-01T00:00:00Z", to: "2020-01-02T00:00:00Z" });
		expect(empty).toMatchObject({
			status: "succeeded",
			rowsRead: 0,
			findings: { new: 0, seen: 0, changed: 0 },
		});
	});

	it("happens once at a time", async () => {
		const { id } = await startRun(ctx(), HUNT_ID, WHOLE);
		await expect(startRun(ctx(), HUNT_ID, WHOLE)).rejects.toMatchObject({
			code: "already_running",
			details: { runId: id },
		});
	});

	it("is executed once by two processes", async () => {
		const { id } = await startRun(ctx(), HUNT_ID, WHOLE);
		await Promise.all([executeRun(ctx(SYSTEM), id), executeRun(ctx(SYSTEM), id)]);
		await executeRun(ctx(SYSTEM), id);
		expect(await test.db.huntRun.findUnique({ where: { id } })).toMatchObject({ attempt: 1 });
	});

	it.each([
		[{ from: "2026-02-01T00:00:00Z", to: "2026-01-01T00:00:00Z" }, "to"],
		[{ from: "2020-01-01T00:00:00Z", to: "2026-01-01T00:00:00Z" }, "from"],
		[{ from: "2026-01-01", to: "2026-02-01T00:00:00Z" }, "from"],
		[{ preset: "5y" }, "preset"],
	])("refuses the window %j and names the field", async (input, field) => {
		await expect(startRun(ctx(), HUNT_ID, input as RunInput)).rejects.toMatchObject({
			code: "invalid_input",
			places: [expect.objectContaining({ field })],
		});
	});

	it("can be started by people and jobs, for hunts that exist", async () => {
		await expect(startRun(ctx({ kind: "visitor" }), HUNT_ID, WHOLE)).rejects.toMatchObject({
			code: "unauthenticated",
		});
		await expect(startRun(ctx(), "no-such-hunt", WHOLE)).rejects.toMatchObject({ code: "not_found" });
	});
});

describe("a run that does not succeed", () => {
	it("leaves the findings and says what failed where, when the query is rejected", async () => {
		const hunts = mkdtempSync(path.join(tmpdir(), "afterclick-hunts-"));
		writeFileSync(
			path.join(hunts, "a.yaml"),
			"id: wrong\nname: Wrong\nquery: |\n  UrlClickEvents\n  | whre ActionType == 'x'\n",
		);
		vi.stubEnv("HUNTS_DIRECTORY", hunts);
		reloadConfig();
		try {
			const before = await test.db.finding.count();
			const failed = await run(WHOLE, "wrong");
			expect(failed).toMatchObject({
				status: "failed",
				problem: { code: "query_refused", places: [{ line: 2 }] },
			});
			expect(await test.db.finding.count()).toBe(before);
		} finally {
			vi.stubEnv("HUNTS_DIRECTORY", "");
			reloadConfig();
			rmSync(hunts, { recursive: true });
		}
	});

	it("is cancelled exactly when the cancellation was accepted, however late", async () => {
		for (let late = 0; late < 6; late++) {
			const { id } = await startRun(ctx(), HUNT_ID, WHOLE);
			const execution = executeRun(ctx(SYSTEM), id);
			await expect
				.poll(async () => (await getRun(ctx(), id)).phase ?? "over", { interval: 2 })
				.toMatch(/ingest|over/);
			await new Promise((resolve) => setTimeout(resolve, late * 15));
			const accepted = await cancelRun(ctx(), id).then(
				() => true,
				(error) => {
					expect(error).toMatchObject({ code: "conflict" });
					return false;
				},
			);
			await execution;
			expect((await getRun(ctx(), id)).status).toBe(accepted ? "cancelled" : "succeeded");
		}
	});

	it("stores nothing when it was cancelled before or after its start", async () => {
		const queued = await startRun(ctx(), HUNT_ID, WHOLE);
		await expect(cancelRun(ctx(), queued.id, "running")).rejects.toMatchObject({
			code: "precondition_failed",
			details: { run: { id: queued.id, status: "queued" } },
		});
		expect(await cancelRun(ctx(), queued.id, "queued")).toMatchObject({ status: "cancelled" });
		await executeRun(ctx(SYSTEM), queued.id);
		expect(await getRun(ctx(), queued.id)).toMatchObject({ status: "cancelled", rowsRead: 0 });
		await expect(cancelRun(ctx(), queued.id)).rejects.toMatchObject({ code: "conflict" });

		const running = await startRun(ctx(), HUNT_ID, WHOLE);
		await test.db.huntRun.update({ where: { id: running.id }, data: { status: "running" } });
		expect(await cancelRun(ctx(), running.id)).toMatchObject({ status: "running", cancelRequested: true });
		const seen = await test.db.finding.findFirst({
			orderBy: { lastSeenAt: "desc" },
			select: { lastSeenAt: true },
		});
		await executeRun(ctx(SYSTEM), running.id);
		expect(await getRun(ctx(), running.id)).toMatchObject({
			status: "cancelled",
			findings: { new: 0, seen: 0 },
		});
		expect(
			await test.db.finding.findFirst({ orderBy: { lastSeenAt: "desc" }, select: { lastSeenAt: true } }),
		).toEqual(seen);
	});

	it("goes back to the queue when the process is asked to stop, and succeeds in the next", async () => {
		const { id } = await startRun(ctx(), HUNT_ID, WHOLE);
		await expect(executeRun(ctx(SYSTEM), id, AbortSignal.abort())).rejects.toThrow();
		expect(await getRun(ctx(), id)).toMatchObject({ status: "queued", phase: null });
		await executeRun(ctx(SYSTEM), id);
		expect(await getRun(ctx(), id)).toMatchObject({ status: "succeeded" });
	});

	it("is resumed when its process died, and fails after three attempts", async () => {
		const { id } = await startRun(ctx(), HUNT_ID, WHOLE);
		await test.db.huntRun.update({ where: { id }, data: { status: "running", phase: "ingest", attempt: 1 } });
		expect(await recoverRuns(ctx(SYSTEM), 0)).toBe(1);
		await executeRun(ctx(SYSTEM), id);
		expect(await getRun(ctx(), id)).toMatchObject({ status: "succeeded" });

		const second = await startRun(ctx(), HUNT_ID, WHOLE);
		await test.db.huntRun.update({ where: { id: second.id }, data: { status: "running", attempt: 3 } });
		await executeRun(ctx(SYSTEM), second.id);
		expect(await getRun(ctx(), second.id)).toMatchObject({ status: "failed", problem: { code: "internal" } });
	});
});

describe("the catalogue", () => {
	it("lists the seed hunt with its findings and last run", async () => {
		const { hunts, refused } = await listHunts(ctx());
		expect(refused).toEqual([]);
		expect(hunts[0]).toMatchObject({ id: HUNT_ID, name: "User clicked through events" });
		expect(hunts[0]?.findings).toBeGreaterThan(20);
		expect(hunts[0]?.lastRun).not.toBeNull();
	});

	it("pages through a hunt's runs, newest first, each once", async () => {
		const all = (await listRuns(ctx(), { hunt: HUNT_ID })).items.map((run) => run.id);
		expect(all.length).toBeGreaterThan(2);
		const paged: string[] = [];
		let cursor: string | null = null;
		do {
			const page: RunPage = await listRuns(ctx(), {
				hunt: HUNT_ID,
				limit: 2,
				...(cursor ? { cursor } : {}),
			});
			expect(page.items.length).toBeLessThanOrEqual(2);
			paged.push(...page.items.map((run) => run.id));
			cursor = page.nextCursor;
		} while (cursor);
		expect(paged).toEqual(all);
		await expect(listRuns(ctx(), { cursor: "WzEsMl0" })).rejects.toMatchObject({
			code: "invalid_input",
			places: [{ field: "cursor" }],
		});
	});

	it("shows a hunt's tables, coloured query and workspace", async () => {
		const hunt = await getHunt(ctx(), HUNT_ID);
		expect(hunt.tables).toEqual([
			expect.objectContaining({
				name: "UrlClickEvents",
				state: "present",
				rows: 5_000,
				newest: expect.stringMatching(/^2026-11-/),
			}),
		]);
		expect(hunt.highlighted.map(({ text }) => text).join("")).toBe(hunt.kql);
		expect(hunt.workspace).toMatchObject({ kind: "local", sample: true, problem: null });
		expect(hunt.falsePositives.length).toBeGreaterThan(3);
	});

	it("says what is missing when Sentinel is configured without a credential, and does not hang", async () => {
		vi.stubEnv("SENTINEL_WORKSPACE_ID", "11111111-2222-3333-4444-555555555555");
		reloadConfig();
		try {
			const hunt = await getHunt(ctx(), HUNT_ID);
			expect(hunt.tables).toEqual([{ name: "UrlClickEvents", state: "unknown", rows: null, newest: null }]);
			expect(hunt.workspace.problem).toMatchObject({
				message: expect.stringContaining("No Azure credential"),
				remedy: expect.stringContaining("AZURE_CLIENT_SECRET"),
			});
		} finally {
			vi.stubEnv("SENTINEL_WORKSPACE_ID", "");
			reloadConfig();
		}
	});
});
