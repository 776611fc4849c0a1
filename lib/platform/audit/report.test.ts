import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { childEnvironment } from "@/lib/platform/config/config";
import { exportOf, sampleRows } from "@/test/audit/fixtures";

/** The command itself, on files, with a database that cannot be reached: an export needs none. */
describe("npm run audit:verify -- --export", () => {
	const rows = sampleRows(12);
	const bytes = exportOf(rows);
	const head = rows.at(-1)?.hash as string;
	let directory: string;
	const run = (args: readonly string[], input?: Uint8Array) => {
		const { status, stdout, stderr } = spawnSync(
			process.execPath,
			["--import", "tsx", "scripts/audit-verify.ts", ...args],
			{
				env: childEnvironment({
					DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none",
					DATA_DIRECTORY: directory,
				}),
				encoding: "utf8",
				...(input ? { input } : {}),
			},
		);
		return { status, stdout, stderr };
	};

	beforeAll(async () => {
		directory = await mkdtemp(join(tmpdir(), "afterclick-audit-"));
		await writeFile(join(directory, "whole.jsonl"), bytes);
		await writeFile(join(directory, "changed.jsonl"), bytes.toString().replace('"Kim"', '"Tim"'));
	});
	afterAll(() => rm(directory, { recursive: true, force: true }));

	it("exits with 0 for an intact one, and prints its head", () => {
		const { status, stdout } = run(["--export", join(directory, "whole.jsonl"), "--expect-head", head]);
		expect(stdout).toContain(`Head: 12:${head}`);
		expect(stdout).toContain(`As expected, the head is 12:${head}`);
		expect(status).toBe(0);
		expect(run(["--export", "-"], bytes).status).toBe(0);
	});

	it("exits with 1 for a broken one, and names the row", () => {
		const { status, stdout } = run(["--export", join(directory, "changed.jsonl")]);
		expect(stdout).toContain("BROKEN");
		expect(stdout).toContain("First broken row: 1, changed");
		expect(status).toBe(1);
		const noted = run(["--export", join(directory, "whole.jsonl"), "--expect-head", `12:${"ab".repeat(32)}`]);
		expect(noted.stdout).toContain("Row 12 has another hash than was noted for it");
		expect(noted.status).toBe(1);
	});

	it("exits with 2 when it could not be verified", () => {
		for (const args of [
			["--export", join(directory, "missing.jsonl")],
			["--export", join(directory, "whole.jsonl"), "--expect-head", "abc"],
			["--export", join(directory, "whole.jsonl"), "--database"],
			["--partial"],
			["--surprise"],
			["--database"],
		]) {
			const { status, stderr } = run(args);
			expect(stderr, args.join(" ")).not.toBe("");
			expect(status, args.join(" ")).toBe(2);
		}
	});
});
