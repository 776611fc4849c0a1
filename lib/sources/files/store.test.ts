import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PartConverter, PartWriter } from "@/lib/sources/files/part-writer";
import {
	hasWorkspace,
	openWorkspaceWriter,
	type PartSource,
	readManifest,
	type StoredManifest,
	tablePartFiles,
	type WorkspaceWriter,
} from "@/lib/sources/files/store";
import { KNOWN_TABLES, type TableSchema } from "@/lib/sources/kql/tables";
import { storedRows } from "@/test/workspaces/test-rows";

const TABLE: TableSchema = {
	name: "Notes",
	columns: [
		{ name: "TimeGenerated", type: "datetime" },
		{ name: "Text", type: "string" },
	],
};
const SOURCE: PartSource = {
	kind: "import",
	fileName: "notes.csv",
	sha256: "0",
	importedAt: "2026-01-01T00:00:00Z",
};

let directory: string;
beforeEach(async () => {
	directory = await mkdtemp(path.join(tmpdir(), "afterclick-store-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function load(workspace: WorkspaceWriter, texts: string[], keep = true): Promise<StoredManifest> {
	const converter = new PartConverter(workspace.incoming);
	const writer = new PartWriter({ converter, table: TABLE.name, columns: TABLE.columns });
	for (const [index, text] of texts.entries()) writer.append([1_700_000_000_000_000 + index, text]);
	const add = await writer.finish(SOURCE);
	await converter.close();
	return workspace.commit({ sample: false, tables: [TABLE], add, keep: () => keep });
}

async function write(texts: string[], keep = true): Promise<StoredManifest> {
	const workspace = await openWorkspaceWriter(directory);
	try {
		return await load(workspace, texts, keep);
	} finally {
		await workspace.close();
	}
}

describe("the workspace store", () => {
	it("has no workspace until something is committed", async () => {
		expect(await hasWorkspace(directory)).toBe(false);
		const workspace = await openWorkspaceWriter(directory);
		await workspace.close();
		expect(await hasWorkspace(directory)).toBe(false);
		await write(["one"]);
		expect(await hasWorkspace(directory)).toBe(true);
	});

	it("adds parts to a table and reports their rows and times", async () => {
		await write(["one", 'two, with "quotes"\nand lines']);
		const manifest = await write(["three"]);
		expect(manifest.parts.map(({ rows, from }) => ({ rows, from }))).toEqual([
			{ rows: 2, from: "2023-11-14T22:13:20.000Z" },
			{ rows: 1, from: "2023-11-14T22:13:20.000Z" },
		]);
		expect(manifest.revision).toBe(2);
		expect((await storedRows(directory, "Notes")).map((row) => row.Text)).toEqual([
			"one",
			"three",
			'two, with "quotes"\nand lines',
		]);
	});

	it("removes the files of replaced parts", async () => {
		const before = await write(["old"]);
		const manifest = await write(["new"], false);
		expect(manifest.parts).toHaveLength(1);
		expect(tablePartFiles(directory, before, "Notes").map(existsSync)).toEqual([false]);
		expect((await storedRows(directory, "Notes")).map((row) => row.Text)).toEqual(["new"]);
	});

	it("shows nothing of a write that stopped before its manifest, and deletes it at the next write", async () => {
		await write(["kept"]);
		// What a crash after the rename of a part and before that of the manifest leaves.
		await writeFile(path.join(directory, "tables", "Notes", "000002-0000.parquet"), "half");
		await mkdir(path.join(directory, "tables", "Other"));
		await writeFile(path.join(directory, "tables", "Other", "000002-0001.parquet"), "half");
		await mkdir(path.join(directory, ".incoming", "dead"), { recursive: true });
		await writeFile(path.join(directory, ".incoming", "dead", "x.csv"), "half");
		expect((await storedRows(directory, "Notes")).map((row) => row.Text)).toEqual(["kept"]);
		await (await openWorkspaceWriter(directory)).close();
		expect(await readdir(path.join(directory, "tables"))).toEqual(["Notes"]);
		expect(await readdir(path.join(directory, "tables", "Notes"))).toEqual(["000001-0000.parquet"]);
		expect(existsSync(path.join(directory, ".incoming"))).toBe(false);
	});

	it("leaves the workspace unchanged when a write is abandoned", async () => {
		await write(["kept"]);
		const before = await readFile(path.join(directory, "workspace.json"), "utf8");
		const workspace = await openWorkspaceWriter(directory);
		await writeFile(path.join(workspace.incoming, "unfinished.csv"), "x");
		await workspace.close();
		expect(await readFile(path.join(directory, "workspace.json"), "utf8")).toBe(before);
		expect(existsSync(workspace.incoming)).toBe(false);
	});

	it("rejects a manifest it can't read rather than treating the workspace as empty", async () => {
		await writeFile(path.join(directory, "workspace.json"), "{");
		await expect(readManifest(directory)).rejects.toMatchObject({ code: "unavailable" });
		await expect(openWorkspaceWriter(directory)).rejects.toMatchObject({ code: "unavailable" });
		// The failed opening has let the lock go.
		await rm(path.join(directory, "workspace.json"));
		await (await openWorkspaceWriter(directory)).close();
	});

	it("lets one writer in at a time, within a process and between processes", async () => {
		const workspace = await openWorkspaceWriter(directory);
		await expect(openWorkspaceWriter(directory)).rejects.toMatchObject({ code: "already_running" });
		const attempt = `
			const { DuckDBInstance } = await import(${JSON.stringify(import.meta.resolve("@duckdb/node-api"))});
			try { await DuckDBInstance.create(${JSON.stringify(path.join(directory, ".lock.duckdb"))}); console.log("in"); }
			catch { console.log("out"); }`;
		const other = () => promisify(execFile)(process.execPath, ["--input-type=module", "-e", attempt]);
		expect((await other()).stdout.trim()).toBe("out");
		await workspace.close();
		expect((await other()).stdout.trim()).toBe("in");
		await (await openWorkspaceWriter(directory)).close();
	});
});

describe("the table schemas", () => {
	it("name each column once and have the columns every table of Log Analytics has", () => {
		for (const { columns } of KNOWN_TABLES) {
			const names = columns.map((column) => column.name);
			expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
			expect(names).toEqual(expect.arrayContaining(["TimeGenerated", "Type", "TenantId", "SourceSystem"]));
		}
	});
});
