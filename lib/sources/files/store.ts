import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { AppError } from "@/lib/core/errors";
import { lockWorkspace } from "@/lib/sources/files/lock";
import {
	manifestPath,
	type TableSchema,
	tableDirectory,
	type WorkspaceManifest,
} from "@/lib/sources/kql/tables";

/** Where the rows of a part came from. */
export type PartSource =
	| { readonly kind: "sample"; readonly seed: string; readonly until: string; readonly clicks: number }
	| {
			readonly kind: "import";
			readonly fileName: string;
			/** Of the bytes of the file as given, hexadecimal: how the same file is recognised a second time. */
			readonly sha256: string;
			readonly importedAt: string;
	  };

export interface WorkspacePart {
	readonly table: string;
	/** Relative to the workspace directory, with forward slashes. */
	readonly file: string;
	readonly rows: number;
	readonly bytes: number;
	/** Oldest and newest TimeGenerated, ISO 8601 UTC; null when the table has no such column or no value. */
	readonly from: string | null;
	readonly to: string | null;
	readonly source: PartSource;
}

/** What `workspace.json` holds. */
export interface StoredManifest extends WorkspaceManifest {
	readonly formatVersion: 1;
	/** Grows by one with each change, so that a reader holding open files can tell when to reopen them. */
	readonly revision: number;
	readonly parts: readonly WorkspacePart[];
}

/** A finished Parquet file waiting in the writer's incoming directory. */
export interface NewPart extends Omit<WorkspacePart, "file" | "bytes"> {
	readonly temporaryFile: string;
}

export interface WorkspaceChange {
	readonly sample: boolean;
	/** All tables after the change. */
	readonly tables: readonly TableSchema[];
	readonly add: readonly NewPart[];
	/** Which of the present parts stay. */
	readonly keep: (part: WorkspacePart) => boolean;
}

export interface WorkspaceWriter {
	readonly directory: string;
	/** Null when nothing has been written yet. */
	readonly manifest: StoredManifest | null;
	/** A directory of this writer's own for unfinished files; gone after {@link WorkspaceWriter.close}. */
	readonly incoming: string;
	/** Makes the change visible all at once; a crash before the end leaves the workspace as it was. */
	commit(change: WorkspaceChange): Promise<StoredManifest>;
	/** Lets the lock go and removes unfinished files. */
	close(): Promise<void>;
}

/**
 * Reads the manifest; null when there is no workspace. A reader needs no lock: the manifest is replaced whole.
 * @throws AppError `unavailable` when the manifest is there and cannot be understood.
 */
export async function readManifest(directory: string): Promise<StoredManifest | null> {
	const remedy = "Restore the file from a backup, or remove the workspace directory and import again.";
	let text: string;
	try {
		text = await readFile(manifestPath(directory), "utf8");
	} catch (cause) {
		const { code } = cause as NodeJS.ErrnoException;
		if (code === "ENOENT") return null;
		throw new AppError("unavailable", `${manifestName(directory)} cannot be read (${code ?? "unknown"}).`, {
			remedy,
			cause,
		});
	}
	let manifest: unknown;
	try {
		manifest = JSON.parse(text);
	} catch {
		// Falls through to the message below, which names the file.
	}
	if (isManifest(manifest)) return manifest;
	throw new AppError(
		"unavailable",
		`${manifestName(directory)} is not a workspace manifest this version reads.`,
		{ remedy },
	);
}

/** Without the way there, which is nothing for a browser. */
function manifestName(directory: string): string {
	return path.join(path.basename(directory), path.basename(manifestPath(directory)));
}

/** By hand and not by a schema: every page asks whether it shows a sample, and there may be thousands of parts. */
function isManifest(value: unknown): value is StoredManifest {
	if (!isObject(value) || value.formatVersion !== 1) return false;
	const { sample, tables, parts } = value;
	if (typeof sample !== "boolean" || !Array.isArray(tables) || !Array.isArray(parts)) return false;
	const named = (column: unknown) =>
		isObject(column) && typeof column.name === "string" && typeof column.type === "string";
	return (
		tables.every(
			(table: unknown) =>
				isObject(table) &&
				typeof table.name === "string" &&
				Array.isArray(table.columns) &&
				table.columns.every(named),
		) &&
		parts.every(
			(part: unknown) =>
				isObject(part) &&
				typeof part.table === "string" &&
				typeof part.file === "string" &&
				typeof part.rows === "number",
		)
	);
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null;
}

/** True when the directory holds a workspace, sample or imported. */
export async function hasWorkspace(directory: string): Promise<boolean> {
	return (await readManifest(directory)) !== null;
}

/** Absolute paths of the Parquet files that make up a table, oldest load first; empty for a table not present. */
export function tablePartFiles(directory: string, manifest: StoredManifest, table: string): string[] {
	return manifest.parts
		.filter((part) => part.table === table)
		.map((part) => path.resolve(directory, ...part.file.split("/")));
}

/**
 * Opens the workspace for writing, sweeping away what an interrupted writer left.
 * @throws AppError `already_running` while another writer, in this process or another, holds the workspace;
 *   `unavailable` as {@link readManifest}
 */
export async function openWorkspaceWriter(directory: string): Promise<WorkspaceWriter> {
	await mkdir(directory, { recursive: true });
	const unlock = await lockWorkspace(directory);
	try {
		let manifest = await readManifest(directory);
		await rm(path.join(directory, ".incoming"), { recursive: true, force: true });
		await sweep(directory, manifest);
		const incoming = path.join(directory, ".incoming", randomUUID());
		await mkdir(incoming, { recursive: true });
		return {
			directory,
			incoming,
			get manifest() {
				return manifest;
			},
			async commit(change) {
				manifest = await commit(directory, incoming, manifest, change);
				return manifest;
			},
			async close() {
				await rm(path.join(directory, ".incoming"), { recursive: true, force: true });
				unlock();
			},
		};
	} catch (error) {
		unlock();
		throw error;
	}
}

async function commit(
	directory: string,
	incoming: string,
	before: StoredManifest | null,
	change: WorkspaceChange,
): Promise<StoredManifest> {
	const revision = (before?.revision ?? 0) + 1;
	try {
		const manifest = await nameParts(directory, incoming, before, change, revision);
		await syncPath(directory);
		await sweep(directory, manifest);
		return manifest;
	} catch (error) {
		// What it had named already may be gigabytes on a full disk. Whichever manifest is there now says what stays.
		await readManifest(directory)
			.then((manifest) => sweep(directory, manifest))
			.catch(() => undefined);
		throw error;
	}
}

/** Gives the new files their names and then, all at once, the manifest that has them. */
async function nameParts(
	directory: string,
	incoming: string,
	before: StoredManifest | null,
	change: WorkspaceChange,
	revision: number,
): Promise<StoredManifest> {
	const added: WorkspacePart[] = [];
	const touched = new Set<string>();
	for (const [index, { temporaryFile, ...part }] of change.add.entries()) {
		const tables = tableDirectory(directory, part.table);
		const file = `${String(revision).padStart(6, "0")}-${String(index).padStart(4, "0")}.parquet`;
		await mkdir(tables, { recursive: true });
		await syncPath(temporaryFile);
		const { size } = await stat(temporaryFile);
		await rename(temporaryFile, path.join(tables, file));
		touched.add(tables).add(path.dirname(tables)).add(directory);
		added.push({ ...part, file: `tables/${part.table}/${file}`, bytes: size });
	}
	for (const folder of touched) await syncPath(folder);
	const manifest: StoredManifest = {
		formatVersion: 1,
		revision,
		sample: change.sample,
		tables: change.tables,
		parts: [...(before?.parts.filter(change.keep) ?? []), ...added],
	};
	// From this rename on the change is visible; until then no reader sees any of the new files.
	const temporary = path.join(incoming, "workspace.json");
	const handle = await open(temporary, "w");
	try {
		await handle.writeFile(`${JSON.stringify(manifest, null, "\t")}\n`);
		await handle.sync();
	} finally {
		await handle.close();
	}
	await rename(temporary, manifestPath(directory));
	return manifest;
}

/** Removes the files under `tables/` that the manifest does not name. */
async function sweep(directory: string, manifest: StoredManifest | null): Promise<void> {
	const named = new Set(manifest?.parts.map((part) => part.file));
	const root = path.join(directory, "tables");
	for (const table of await list(root)) {
		const files = await list(path.join(root, table));
		const stray = files.filter((file) => !named.has(`tables/${table}/${file}`));
		for (const file of stray) await rm(path.join(root, table, file), { recursive: true, force: true });
		if (stray.length === files.length) await rm(path.join(root, table), { recursive: true, force: true });
	}
}

async function list(folder: string): Promise<string[]> {
	try {
		return await readdir(folder);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
		throw error;
	}
}

async function syncPath(target: string): Promise<void> {
	const handle = await open(target, "r");
	try {
		await handle.sync();
	} catch (error) {
		// Windows and some network file systems cannot sync a directory handle; the rename stays atomic there.
		if (!["EPERM", "EINVAL", "EISDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
	} finally {
		await handle.close();
	}
}
