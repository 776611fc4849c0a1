import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { reloadConfig } from "@/lib/platform/config/config";
import { type Actor, SYSTEM } from "@/lib/platform/context/actor";
import { importExport } from "@/lib/sources/workspaces/import-export";
import { closeWorkspaces } from "@/lib/sources/workspaces/registry";
import { getFinding } from "@/lib/triage/findings/get";
import { listFindings } from "@/lib/triage/findings/list";
import { executeRun } from "@/lib/triage/runs/execute-run";
import { getRun } from "@/lib/triage/runs/get-run";
import { startRun } from "@/lib/triage/runs/start-run";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, HUNT_ID, testContext } from "@/test/findings/fixtures";
import { HOSTILE, HOSTILE_JSON, hostileClicks, quotedCsv } from "@/test/findings/hostile-fixture";

let test: TestDatabase;
let kim: Actor;
let directory: string;
beforeAll(async () => {
	directory = mkdtempSync(path.join(tmpdir(), "afterclick-hostile-"));
	vi.stubEnv("WORKSPACE_DIRECTORY", directory);
	vi.stubEnv("SENTINEL_WORKSPACE_ID", "");
	reloadConfig();
	test = await createTestDatabase();
	kim = await addPerson(test.db, "Kim", "lead");
});
afterAll(async () => {
	await closeWorkspaces();
	await test.drop();
	vi.unstubAllEnvs();
	reloadConfig();
	rmSync(directory, { recursive: true, force: true });
});

it("no row is lost or changed on its way from the export to the finding, whatever it holds", async () => {
	const now = new Date();
	const csv = hostileClicks(HOSTILE, now);
	const json = hostileClicks(HOSTILE_JSON, now);
	const ctx = testContext(test.db, kim);
	const load = (fileName: string, body: string) =>
		importExport(ctx, { fileName, table: "UrlClickEvents" }, new Blob([body]).stream());
	expect(await load("hostile.csv", quotedCsv(csv))).toMatchObject({ rowsRefused: 0 });
	expect(await load("beyond.json", JSON.stringify(json))).toMatchObject({ rowsRefused: 0 });

	const { id } = await startRun(ctx, HUNT_ID, { preset: "7d" });
	await executeRun(testContext(test.db, SYSTEM), id);
	expect(await getRun(ctx, id)).toMatchObject({
		status: "succeeded",
		findings: { new: csv.length + json.length },
	});

	const { items } = await listFindings(ctx, { limit: 200 });
	const kept = await Promise.all(items.map(async (item) => (await getFinding(ctx, item.id)).evidence[0]));
	const texts = [...Object.values(HOSTILE), "a\u2400b", "a\ufffdb", HOSTILE_JSON.escape, HOSTILE_JSON.long];
	for (const column of ["AppName", "Url", "ReportId"])
		expect(kept.map((row) => row?.[column]).sort()).toEqual([...texts].sort());
});
