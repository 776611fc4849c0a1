import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { childEnvironment } from "@/lib/platform/config/config";
import { lockWorkspace } from "@/lib/sources/files/lock";
import { until } from "@/test/until";
import { runNode } from "./run-node";

let directory: string;
beforeEach(async () => {
	directory = await mkdtemp(path.join(tmpdir(), "afterclick-run-node-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** Whether a process writes into the workspace. */
const written = () =>
	lockWorkspace(directory).then(
		(release) => {
			release();
			return false;
		},
		() => true,
	);

it("passes printed output on, and fails with its last lines", async () => {
	const lines: string[] = [];
	const script = 'console.log("one\\ntwo"); process.exit(Number(process.argv[1]))';
	await runNode({ args: ["-e", script, "0"], onLine: (line) => lines.push(line), failure: "It failed:" });
	expect(lines).toEqual(["one", "two"]);
	await expect(runNode({ args: ["-e", script, "3"], failure: "It failed:" })).rejects.toThrow(
		"It failed:\none\ntwo",
	);
});

it("leaves no sample being written behind when the start is killed", async () => {
	const start = `
		const { runNode } = await import("./lib/operations/startup/run-node.ts");
		await runNode({
			args: ["--import", "tsx", "scripts/sample.ts", "--clicks", "5000000"],
			endsWithUs: true,
			failure: "It failed:",
		});`;
	const parent = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", start], {
		env: childEnvironment({ WORKSPACE_DIRECTORY: directory }),
		stdio: "inherit",
	});
	// Not by its lock, which a look would take away from it.
	await until(() => existsSync(path.join(directory, ".lock.duckdb")), "the sample is being written", 90_000);
	parent.kill("SIGKILL");
	await until(async () => !(await written()), "the sample is no longer written", 60_000);
});
