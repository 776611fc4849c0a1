/**
 * npm test: lint, typecheck, unit, db, build and e2e in turn, each with its own output, and at the end one
 * line, "N passed, N failed". A step that fails does not keep the next ones from running.
 */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { childEnvironment } from "@/lib/platform/config/config";
import { exitWith } from "./exit";

interface Tally {
	readonly passed: number;
	readonly failed: number;
}

const one = (ok: boolean): Tally => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 });

async function run(args: readonly string[], environment: Record<string, string> = {}): Promise<boolean> {
	const child = spawn(process.execPath, args, { env: childEnvironment(environment), stdio: "inherit" });
	const code = await new Promise<number | null>((resolve, reject) => {
		child.once("error", reject);
		child.once("exit", resolve);
	});
	return code === 0;
}

async function vitest(project: string, results: string): Promise<Tally> {
	const file = join(results, `${project}.json`);
	const ok = await run([
		"node_modules/vitest/vitest.mjs",
		"run",
		`--project=${project}`,
		"--reporter=default",
		"--reporter=json",
		`--outputFile.json=${file}`,
	]);
	const report = await readReport<{ numPassedTests: number; numFailedTests: number }>(file);
	return honest(ok, { passed: report?.numPassedTests ?? 0, failed: report?.numFailedTests ?? 0 });
}

async function playwright(results: string): Promise<Tally> {
	const file = join(results, "e2e.json");
	const ok = await run(["--import", "tsx", "scripts/e2e.ts", "--reporter=list,json"], {
		PLAYWRIGHT_JSON_OUTPUT_FILE: file,
	});
	const report = await readReport<{ stats: { expected: number; unexpected: number; flaky: number } }>(file);
	const stats = report?.stats;
	return honest(ok, { passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0), failed: stats?.unexpected ?? 0 });
}

async function readReport<T>(file: string): Promise<T | undefined> {
	try {
		return JSON.parse(await readFile(file, "utf8")) as T;
	} catch {
		return undefined; // it ended before it could write one
	}
}

/** A run can fail without a failed test (a file that does not load, a browser that is not there), or run none. */
function honest(ok: boolean, tally: Tally): Tally {
	const broken = (!ok && tally.failed === 0) || (ok && tally.passed + tally.failed === 0);
	return broken ? { ...tally, failed: tally.failed + 1 } : tally;
}

exitWith(async () => {
	const results = await mkdtemp(join(tmpdir(), "afterclick-results-"));
	const next = "node_modules/next/dist/bin/next";
	const steps: [name: string, step: () => Promise<Tally>][] = [
		["lint", async () => one(await run(["node_modules/@biomejs/biome/bin/biome", "check", "."]))],
		[
			"typecheck",
			async () =>
				one((await run([next, "typegen"])) && (await run(["node_modules/typescript/bin/tsc", "--noEmit"]))),
		],
		["unit", () => vitest("unit", results)],
		["db", () => vitest("db", results)],
		// Not a test of its own: it only counts when it fails.
		[
			"build",
			async () => ({ passed: 0, failed: (await run(["--import", "tsx", "scripts/build.ts"])) ? 0 : 1 }),
		],
		["e2e", () => playwright(results)],
	];
	let passed = 0;
	let failed = 0;
	try {
		for (const [name, step] of steps) {
			console.log(`\n— ${name}`);
			const tally = await step();
			passed += tally.passed;
			failed += tally.failed;
		}
	} finally {
		await rm(results, { recursive: true, force: true });
		console.log(`\n${passed} passed, ${failed} failed`);
	}
	return failed === 0 ? 0 : 1;
});
