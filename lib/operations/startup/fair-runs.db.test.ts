import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { startWork } from "@/lib/operations/startup/ground";
import { reloadConfig } from "@/lib/platform/config/config";
import type { Actor } from "@/lib/platform/context/actor";
import { createShutdown } from "@/lib/platform/process/shutdown";
import { cancelRun } from "@/lib/triage/runs/cancel-run";
import { getRun } from "@/lib/triage/runs/get-run";
import { startRun } from "@/lib/triage/runs/start-run";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, testContext } from "@/test/findings/fixtures";
import { clicks, TestWorkspace } from "@/test/workspaces/test-workspace";

/** Two tables crossed: far longer than this test, whatever the machine. */
const ENDLESS =
	"range x from 1 to 300000 step 1 | extend k = 1 | join kind=inner (range y from 1 to 300000 step 1 | extend k = 1) on k | summarize sum(x * y % 7)";
const SLOW = Array.from({ length: 6 }, (_, n) => `00000000-0000-4000-8000-00000000000${n}`);
const QUICK = "00000000-0000-4000-8000-000000000009";

let test: TestDatabase;
let workspace: TestWorkspace;
let hunts: string;
let ada: Actor;
let ben: Actor;

beforeAll(async () => {
	hunts = mkdtempSync(path.join(tmpdir(), "afterclick-fair-"));
	for (const id of SLOW)
		writeFileSync(path.join(hunts, `${id}.yaml`), `id: ${id}\nname: ${id}\nquery: ${ENDLESS}\n`);
	writeFileSync(
		path.join(hunts, "quick.yaml"),
		`id: ${QUICK}\nname: Quick\nquery: UrlClickEvents | where ReportId == "none"\n`,
	);
	workspace = await TestWorkspace.create();
	await workspace.add("UrlClickEvents", clicks(10));
	// Where heads of the audit are noted and keys are kept: other tests read those of the working directory.
	vi.stubEnv("DATA_DIRECTORY", path.join(hunts, "data"));
	mkdirSync(path.join(hunts, "data"));
	vi.stubEnv("HUNTS_DIRECTORY", hunts);
	vi.stubEnv("WORKSPACE_DIRECTORY", workspace.directory);
	vi.stubEnv("SENTINEL_WORKSPACE_ID", "");
	vi.stubEnv("KQL_TIMEOUT_SECONDS", "600");
	reloadConfig();
	test = await createTestDatabase();
	ada = await addPerson(test.db, "Ada", "lead");
	ben = await addPerson(test.db, "Ben", "lead");
});

afterAll(async () => {
	await test.drop();
	await workspace.remove();
	vi.unstubAllEnvs();
	reloadConfig();
	rmSync(hunts, { recursive: true, force: true });
});

const as = (actor: Actor) => testContext(test.db, actor);

it("a person's hunt finishes while another person's six slow ones still run", async () => {
	const shutdown = createShutdown();
	await startWork(shutdown);
	try {
		const slow: string[] = [];
		for (const id of SLOW) slow.push((await startRun(as(ada), id, { preset: "7d" })).id);
		const statuses = async () =>
			(await Promise.all(slow.map((id) => getRun(as(ada), id)))).map(({ status }) => status);
		const running = async () => (await statuses()).filter((status) => status === "running").length;
		await expect.poll(running).toBe(3);

		const quick = await startRun(as(ben), QUICK, { preset: "7d" });
		await expect
			.poll(async () => (await getRun(as(ben), quick.id)).status, { timeout: 120_000 })
			.toBe("succeeded");
		expect(await statuses()).toEqual(["running", "running", "running", "queued", "queued", "queued"]);
		const last = await getRun(as(ada), slow.at(-1) ?? "");
		expect(last).toMatchObject({ status: "queued", waiting: { for: "place" } });

		// Freed places are used: waiting runs start when running ones end.
		for (const id of slow.slice(0, 3)) await cancelRun(as(ada), id);
		await expect
			.poll(statuses)
			.toEqual(["cancelled", "cancelled", "cancelled", "running", "running", "running"]);
		for (const id of slow) {
			const run = await getRun(as(ada), id);
			if (run.status !== "cancelled") await cancelRun(as(ada), id);
		}
		await expect.poll(statuses).toEqual(Array(6).fill("cancelled"));
	} finally {
		await shutdown.run();
	}
});
