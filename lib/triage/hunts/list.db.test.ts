import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { examine } from "@/lib/operations/health/examine";
import { ensureWorkspace } from "@/lib/operations/startup/ground";
import { reloadConfig } from "@/lib/platform/config/config";
import type { Actor } from "@/lib/platform/context/actor";
import { workspaceOverview } from "@/lib/sources/workspaces/overview";
import { closeWorkspaces, registerWorkspace, workspaces } from "@/lib/sources/workspaces/registry";
import { workspaceStates } from "@/lib/sources/workspaces/state";
import type { HuntList } from "@/lib/triage/catalogue/schema";
import { listFindings } from "@/lib/triage/findings/list";
import { startRun } from "@/lib/triage/runs/start-run";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, testContext } from "@/test/findings/fixtures";
import { until } from "@/test/until";
import { getHunt } from "./get";
import { listHunts } from "./list";

let test: TestDatabase;
let kim: Actor;
let directory: string;
const COUNT = 450;

beforeAll(async () => {
	directory = mkdtempSync(path.join(tmpdir(), "afterclick-list-"));
	vi.stubEnv("HUNTS_DIRECTORY", directory);
	vi.stubEnv("WORKSPACE_DIRECTORY", path.join(directory, "workspace"));
	vi.stubEnv("SENTINEL_WORKSPACE_ID", "");
	reloadConfig();
	for (let n = 0; n < COUNT; n++) {
		const name = `Hunt ${String(n).padStart(3, "0")}${n % 100 === 7 ? " for QR codes" : ""}`;
		writeFileSync(path.join(directory, `${n}.yaml`), `id: h${n}\nname: ${name}\nquery: UrlClickEvents\n`);
	}
	for (let n = 0; n < 120; n++) writeFileSync(path.join(directory, `bad${n}.yaml`), "name: *alias\n");
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

const ctx = () => testContext(test.db, kim);

describe("a large catalogue", () => {
	it("is listed by pages, each hunt once", async () => {
		const pages: HuntList[] = [];
		for (let cursor: string | null | undefined; cursor !== null; cursor = pages.at(-1)?.nextCursor) {
			pages.push(await listHunts(ctx(), cursor === undefined ? {} : { cursor }));
		}
		expect(pages.map(({ hunts }) => hunts.length)).toEqual([200, 200, 50]);
		expect(pages.map(({ total }) => total)).toEqual([COUNT, COUNT, COUNT]);
		const ids = pages.flatMap(({ hunts }) => hunts.map(({ id }) => id));
		expect(new Set(ids).size).toBe(COUNT);
		expect(pages[0]).toMatchObject({ refusedTotal: 120, refused: { length: 100 } });
		expect(pages[1]?.refused).toEqual([]);
		await expect(listHunts(ctx(), { cursor: "gone" })).rejects.toMatchObject({
			code: "invalid_input",
			places: [{ field: "cursor" }],
		});
	});

	it("is searched by words", async () => {
		const { hunts, total } = await listHunts(ctx(), { search: "qr HUNT" });
		expect(hunts.map(({ id }) => id)).toEqual(["h7", "h107", "h207", "h307", "h407"]);
		expect(total).toBe(5);
		expect((await listHunts(ctx(), { search: "nothing such" })).hunts).toEqual([]);
	});

	it("gives the triage list only those that have found something or have run", async () => {
		expect((await listHunts(ctx(), { found: "1" })).hunts).toEqual([]);
		await startRun(ctx(), "h42", { preset: "24h" });
		const { hunts } = await listHunts(ctx(), { found: "1" });
		expect(hunts).toMatchObject([{ id: "h42", name: "Hunt 042", lastRun: { status: "queued" } }]);
		// It looks at no file: one that has just been dropped is in the next whole list.
		writeFileSync(path.join(directory, "new.yaml"), "id: new\nname: New\nquery: UrlClickEvents\n");
		await listHunts(ctx(), { found: "1" });
		const found = async () => (await listHunts(ctx(), { search: "new.yaml" })).hunts;
		await until(async () => (await found()).length > 0, "the new file is in the list");
		expect(await found()).toMatchObject([{ id: "new" }]);
	});
});

describe("a damaged workspace.json", () => {
	it.each([
		["no JSON", "{"],
		["another shape", '{"formatVersion":1,"sample":true,"tables":[null],"parts":[]}'],
		["nothing", ""],
	])("does not stop findings from being served, and is reported where it matters: %s", async (_, text) => {
		const workspace = path.join(directory, "workspace");
		await mkdir(workspace, { recursive: true });
		await writeFile(path.join(workspace, "workspace.json"), text);
		const [client] = workspaces();
		await registerWorkspace(ctx(), client);
		expect((await listFindings(ctx(), { limit: 10 })).items).toEqual([]);
		const problem = {
			message: expect.stringContaining("is not a workspace manifest this version reads."),
			remedy: expect.stringContaining("Restore the file from a backup"),
		};
		expect(await workspaceStates(ctx())).toMatchObject([{ id: "local", sample: false, problem }]);
		expect(await workspaceOverview(ctx())).toMatchObject({ tables: [], problem });
		expect(await getHunt(ctx(), "h1")).toMatchObject({ id: "h1", workspace: { problem } });
		const said: string[] = [];
		await ensureWorkspace((message) => said.push(message));
		expect(said).toEqual([expect.stringContaining("is not a workspace manifest this version reads.")]);
		expect(await readFile(path.join(workspace, "workspace.json"), "utf8")).toBe(text);
		const report = await examine({
			clients: [client],
			db: test.db,
			installation: null,
			now: new Date(),
		});
		const says = report.sections.flatMap(({ checks }) => checks.filter(({ level }) => level === "failing"));
		expect(says.map((check) => check.says).join(" ")).toContain(
			"is not a workspace manifest this version reads",
		);
	});
});
