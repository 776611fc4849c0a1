import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, expect, it, vi } from "vitest";
import { reloadConfig } from "@/lib/platform/config/config";
import { doctor } from "./doctor";
import { reportLines } from "./text";

const directory = mkdtempSync(path.join(tmpdir(), "afterclick-doctor-"));

beforeEach(() => configure({}));
afterAll(() => {
	vi.unstubAllEnvs();
	reloadConfig();
	rmSync(directory, { recursive: true, force: true });
});

function configure(environment: Record<string, string>): void {
	vi.unstubAllEnvs();
	const own = { DATABASE_URL: "", SENTINEL_WORKSPACE_ID: "", WORKSPACE_DIRECTORY: "" };
	for (const [name, value] of Object.entries({ ...own, DATA_DIRECTORY: directory, ...environment })) {
		vi.stubEnv(name, value);
	}
	reloadConfig();
}

it("reports no problem before the first start", async () => {
	const report = await doctor();
	expect(report.level).toBe("warning");
	const lines = reportLines(report);
	expect(lines).toContain(`  WARNING  Database: There is no database in ${directory} yet.`);
	expect(lines).toContain("  WARNING  Tables: There are no files yet.");
	expect(lines.at(-1)).toMatch(/^0 failing, 2 warnings, \d+ in order\.$/);
});

it("runs the other checks when the database can't be reached", async () => {
	configure({ DATABASE_URL: "postgresql://afterclick@localhost:1/afterclick" });
	const report = await doctor();
	const database = report.sections[0]?.checks.find(({ id }) => id === "database");
	expect(database).toMatchObject({
		level: "failing",
		says: expect.stringContaining("localhost:1, database afterclick, cannot be reached"),
		remedy: expect.stringContaining("DATABASE_URL"),
	});
	expect(report.sections[1]?.checks.map(({ id }) => id)).toEqual(["reachable", "permitted", "tables"]);
});

it("runs the other checks when the hunts can't be read", async () => {
	configure({ HUNTS_DIRECTORY: path.join(directory, "nowhere") });
	const report = await doctor();
	expect(report.sections[0]?.checks.find(({ id }) => id === "hunts")).toMatchObject({
		level: "failing",
		remedy: expect.stringContaining("HUNTS_DIRECTORY"),
	});
});

it("names the invalid variables, when nothing else can be checked", async () => {
	configure({ PORT: "many" });
	const report = await doctor();
	expect(report.level).toBe("failing");
	expect(report.sections[0]?.checks.map(({ id, level }) => [id, level])).toEqual([
		["node", "ok"],
		["configuration", "failing"],
	]);
	expect(reportLines(report).join("\n")).toContain("PORT: expected a whole number");
});
