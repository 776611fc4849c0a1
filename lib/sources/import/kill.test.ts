import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { AppError } from "@/lib/core/errors";
import { openWorkspaceWriter } from "@/lib/sources/files/store";
import { runImport } from "@/lib/sources/import/run-import";
import { until } from "@/test/until";
import { storedRows } from "@/test/workspaces/test-rows";

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), "afterclick-kill-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Opens the workspace for writing once the killed writer is gone, which cleans up after it. */
async function nextWriter(directory: string): Promise<void> {
	const opened = async () => {
		try {
			await (await openWorkspaceWriter(directory)).close();
			return true;
		} catch (error) {
			if (!(error instanceof AppError) || error.code !== "already_running") throw error;
			return false;
		}
	};
	await until(opened, "the killed writer's lock is free");
}

/** How long a command may take to start and read a file, in milliseconds: on a busy machine, a minute. */
const PATIENCE_MS = 100_000;

const HEADER = "TimeGenerated,AccountUpn,ActionType,ReportId,Url\n";

it("leaves nothing behind when the process is killed in the middle of an import", async () => {
	const directory = path.join(folder, "workspace");
	const small = path.join(folder, "small.csv");
	await writeFile(
		small,
		`${HEADER}2025-01-01T00:00:00Z,a@example.com,ClickAllowed,first,https://a.example/\n`,
	);
	await runImport({ directory, file: small, fileName: "small.csv" });
	const before = await readFile(path.join(directory, "workspace.json"), "utf8");

	const large = path.join(folder, "large.csv");
	const row = (index: number) =>
		`2025-01-01T00:00:00Z,u${index}@example.com,ClickAllowed,r${index},https://a.example/${"x".repeat(200)}\n`;
	const rows = Array.from({ length: 150_000 }, (_, index) => row(index));
	await writeFile(large, HEADER + rows.join(""));

	// Killed as soon as it has the lock, while rows are being staged, and while they are being converted.
	for (const unfinished of ["", ".csv", ".parquet"]) {
		const child = spawn(process.execPath, ["--import", "tsx", "scripts/import.ts", large], {
			env: { NODE_ENV: "test", WORKSPACE_DIRECTORY: directory },
			stdio: "ignore",
		});
		const ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve(signal ?? code)));
		const incoming = path.join(directory, ".incoming");
		const reached = async () => {
			const names = existsSync(incoming) ? await readdir(incoming, { recursive: true }).catch(() => []) : [];
			return names.some((name) => name.endsWith(unfinished));
		};
		const stage = unfinished === "" ? "the import has the lock" : `the import writes its ${unfinished} file`;
		await until(async () => child.exitCode !== null || (await reached()), stage, PATIENCE_MS);
		child.kill("SIGKILL");
		expect(await ended, `killed at ${unfinished || "the lock"}`).toBe("SIGKILL");

		// The process that reads ends with the one that asked it to, as soon as it notices.
		await nextWriter(directory);
		expect(await readFile(path.join(directory, "workspace.json"), "utf8")).toBe(before);
		expect(await storedRows(directory, "UrlClickEvents")).toMatchObject([{ ReportId: "first" }]);
	}

	// The next writer gets in, sweeps up, and the same file goes in as if nothing had been.
	const report = await runImport({ directory, file: large, fileName: "large.csv" });
	expect(report.rowsKept).toBe(150_000);
	expect(existsSync(path.join(directory, ".incoming"))).toBe(false);
	expect(await readdir(path.join(directory, "tables", "UrlClickEvents"))).toHaveLength(2);
}, 360_000);

it("cancels the import and says so on SIGTERM", async () => {
	const directory = path.join(folder, "workspace");
	const large = path.join(folder, "large.csv");
	const row = `2025-01-01T00:00:00Z,u@example.com,ClickAllowed,r,https://a.example/${"x".repeat(200)}\n`;
	await writeFile(large, HEADER + row.repeat(150_000));
	const command = spawn(process.execPath, ["--import", "tsx", "scripts/import.ts", large], {
		env: { NODE_ENV: "test", WORKSPACE_DIRECTORY: directory },
		stdio: ["ignore", "ignore", "pipe"],
	});
	let said = "";
	command.stderr.on("data", (chunk: Buffer) => {
		said += chunk.toString();
	});
	const ended = new Promise((resolve) => command.once("close", (code, signal) => resolve(signal ?? code)));
	const started = () => command.exitCode !== null || existsSync(path.join(directory, ".incoming"));
	await until(started, "the import has started", PATIENCE_MS);
	command.kill("SIGTERM");
	expect(await ended).toBe(1);
	expect(said).toContain("The import was cancelled; nothing was changed.");
	expect(await readdir(directory)).toEqual([".lock.duckdb"]);
});
