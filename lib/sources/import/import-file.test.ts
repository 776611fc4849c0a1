import { existsSync, readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { PassThrough, Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { quoteText } from "@/lib/sources/files/part-writer";
import { importFile } from "@/lib/sources/import/import-file";
import { runImport } from "@/lib/sources/import/run-import";
import { until } from "@/test/until";
import { writeParquetBomb } from "@/test/workspaces/hostile-fixture";
import { testImports } from "@/test/workspaces/test-import";
import { query, storedRows } from "@/test/workspaces/test-rows";
import type { ImportOptions } from "./report";

const { place } = testImports();

const HEADER = "TimeGenerated,AccountUpn,ActionType,ReportId,Url\n";
const GOOD = `${HEADER}2025-01-01T00:00:00Z,a@example.com,ClickAllowed,good,https://a.example/\n`;
const manyRows = (count: number) =>
	HEADER +
	Array.from({ length: count }, (_, index) => `2025-01-01T00:00:00Z,a,b,r${index},${"x".repeat(200)}\n`).join(
		"",
	);

const load = (file: ImportOptions["file"], options: Partial<ImportOptions> = {}) =>
	importFile({ directory: place.directory, file, fileName: "export", ...options });
async function onDisk(content: string | Uint8Array): Promise<string> {
	const file = path.join(place.folder, "export");
	await writeFile(file, content);
	return file;
}

/** Kills the process that reads for an import of this one, as a system short of memory does. */
function killReader(): void {
	for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
		const about = (name: string) => {
			try {
				return readFileSync(`/proc/${pid}/${name}`, "utf8");
			} catch {
				return ""; // it has just ended
			}
		};
		if (!about("cmdline").includes("import/worker.ts")) continue;
		const [, parent] = /^PPid:\s+(\d+)$/m.exec(about("status")) ?? [];
		if (Number(parent) === process.pid) process.kill(Number(pid), "SIGKILL");
	}
}

/** Whatever happened to the last import: nothing of it is left, and the next one gets in. */
async function expectUntouched(): Promise<void> {
	expect(existsSync(path.join(place.directory, ".incoming"))).toBe(false);
	expect(await storedRows(place.directory, "UrlClickEvents")).toEqual([]);
	const file = await onDisk(GOOD);
	expect(await runImport({ directory: place.directory, file, fileName: "export" })).toMatchObject({
		rowsKept: 1,
	});
}

describe("an import in its own process", () => {
	it("accepts a path or a stream, reports progress, and returns the same as one in this process", async () => {
		const phases = new Set<string>();
		const report = await load(Readable.from([Buffer.from(GOOD.slice(0, 70)), Buffer.from(GOOD.slice(70))]), {
			onProgress: ({ phase }) => phases.add(phase),
		});
		expect(report).toMatchObject({ format: "csv", table: "UrlClickEvents", rowsKept: 1, problems: [] });
		expect([...phases]).toContain("receiving");
		expect(await storedRows(place.directory, "UrlClickEvents")).toMatchObject([{ ReportId: "good" }]);
		await expect(load(await onDisk(GOOD))).rejects.toMatchObject({
			name: "AppError",
			code: "conflict",
			details: { reason: "again" },
			remedy: expect.stringContaining("--again"),
		});
		await expect(load(await onDisk(`${HEADER}never,a,b,c,d\n`))).rejects.toMatchObject({
			code: "invalid_input",
			places: [{ line: 2, column: 1, field: "TimeGenerated" }],
			details: { rowsRead: 1, rowsRefused: 1 },
		});
	});

	it("fails when its process exceeds its memory, by our measure, the system's or DuckDB's", async () => {
		// Less than any process needs: it is killed as soon as it is looked at.
		await expect(load(await onDisk(GOOD), { limits: { memoryMb: 60 } })).rejects.toMatchObject({
			code: "too_large",
			message: expect.stringMatching(/needs more memory than an import may use \(60 MB\)/),
		});
		const killed = load(await onDisk(manyRows(100_000)), {
			onProgress: ({ phase }) => phase === "reading" && killReader(),
		});
		await expect(killed).rejects.toMatchObject({ code: "too_large" });
		const file = path.join(place.folder, "lists.parquet");
		await query(
			`COPY (SELECT [repeat('x', 1000000)] AS big FROM range(500)) TO ${quoteText(file)} (FORMAT parquet, COMPRESSION zstd)`,
		);
		await expect(load(file, { table: "Odd" })).rejects.toMatchObject({
			code: "too_large",
			message: expect.stringMatching(/needs more memory/),
		});
		await expectUntouched();
	});

	it("fails when thousands of rows of a small Parquet file share one long text", async () => {
		const file = path.join(place.folder, "bomb.parquet");
		await writeParquetBomb(file);
		await expect(load(file, { table: "Odd" })).rejects.toMatchObject({
			code: "too_large",
			message: expect.stringMatching(/Rows 1 to 2,048 of export hold 1,953 MB of text/),
			places: [{ line: 1 }],
		});
		await expectUntouched();
	});

	it("fails when it exceeds its time limit", async () => {
		await expect(load(await onDisk(manyRows(100_000)), { limits: { timeMs: 50 } })).rejects.toMatchObject({
			code: "too_large",
			message: expect.stringMatching(/could not be read within/),
		});
		await expectUntouched();
	});

	it("is given up when its bytes only trickle in, as it keeps other imports out", async () => {
		const file = new PassThrough();
		const trickle = setInterval(() => file.write("a"), 20);
		await expect(load(file, { limits: { paceMs: 300 } })).rejects.toMatchObject({
			code: "invalid_input",
			message: "export came too slowly; nothing was imported.",
		});
		clearInterval(trickle);
		await expectUntouched();
	});

	it("gives way to another import when its bytes come slowly", async () => {
		const file = new PassThrough();
		const trickle = setInterval(() => file.write("x".repeat(20_000)), 20);
		let receiving = false;
		const slow = load(file, {
			table: "Odd",
			limits: { paceMs: 1_000 },
			onProgress: ({ phase }) => {
				receiving ||= phase === "receiving";
			},
		}).catch((error) => error);
		await until(() => receiving, "the first has the place");
		let refused = 0;
		await until(async () => {
			const other = await load(await onDisk(GOOD)).catch((error) => error);
			refused += other.code === "already_running" ? 1 : 0;
			return other.rowsKept === 1 && refused > 0;
		}, "another import was refused, then got in");
		clearInterval(trickle);
		expect(await slow).toMatchObject({
			code: "invalid_input",
			message: "export came too slowly while another import was waiting; nothing was imported.",
		});
	});

	it("fails when it exceeds its size limit, though no size was announced", async () => {
		await expect(
			load(Readable.from([Buffer.from(manyRows(50_000))]), { limits: { fileBytes: 1_000_000 } }),
		).rejects.toMatchObject({ code: "too_large", message: expect.stringMatching(/larger than 1 MB/) });
		await expectUntouched();
	});

	it("fails when it does not arrive in full", async () => {
		const file = new PassThrough();
		file.write(GOOD);
		const loading = load(file, {
			onProgress: () => file.destroy(new Error("the line broke")),
		});
		await expect(loading).rejects.toMatchObject({
			code: "invalid_input",
			message: expect.stringMatching(/did not arrive whole/),
		});
		await expectUntouched();
	});

	it("can be cancelled at once in every phase", async () => {
		for (const phase of ["receiving", "reading"]) {
			const cancel = new AbortController();
			const file = phase === "reading" ? await onDisk(manyRows(150_000)) : new PassThrough();
			if (file instanceof PassThrough) file.write(GOOD);
			const loading = load(file, {
				signal: cancel.signal,
				onProgress: (progress) => progress.phase === phase && cancel.abort(),
			});
			await expect(loading).rejects.toMatchObject({ code: "cancelled" });
			expect(existsSync(path.join(place.directory, ".incoming"))).toBe(false);
		}
		await expectUntouched();
	});

	it("leaves this process responsive while a file keeps it busy", async () => {
		// Each of its rows is refused, and each place was once looked for from the start of the text.
		const rows = Array.from({ length: 20_000 }, (_, index) => ({
			id: `r${index}`,
			n: 0,
			TimeGenerated: "x",
		}));
		const loading = load(await onDisk(JSON.stringify({ records: rows })), { table: "UrlClickEvents" });
		let turns = 0;
		const turning = setInterval(() => turns++, 5);
		await expect(loading).rejects.toMatchObject({ code: "invalid_input" });
		clearInterval(turning);
		expect(turns).toBeGreaterThan(20);
		await expectUntouched();
	});
});
