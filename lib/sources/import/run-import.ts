import path from "node:path";
import { AppError } from "@/lib/core/errors";
import type { DiskReserve } from "@/lib/platform/db/disk-room";
import { PartConverter, PartWriter } from "@/lib/sources/files/part-writer";
import {
	type NewPart,
	openWorkspaceWriter,
	type PartSource,
	type StoredManifest,
	tablePartFiles,
	type WorkspaceWriter,
} from "@/lib/sources/files/store";
import { UnsurveyedDateError } from "@/lib/sources/import/layout";
import { type PlannedImport, planImport } from "@/lib/sources/import/plan";
import { ProblemList } from "@/lib/sources/import/problems";
import { type IncomingFile, receive } from "@/lib/sources/import/receive";
import type { TableSchema } from "@/lib/sources/kql/tables";
import type { ImportOptions, ImportReport } from "./report";

export interface RunOptions extends Omit<ImportOptions, "file" | "limits"> {
	/** A path, or a stream of bytes; what it ends with is the whole file once `whole` has resolved. */
	readonly file: string | IncomingFile;
	/** What has to stay free on the database's disk meanwhile; looked at every few megabytes. */
	readonly disk?: DiskReserve | null;
	/** Called once the workspace is ready for the file and nothing speaks against it. */
	readonly onReceive?: () => Promise<void>;
	/** Called when all rows are read and before any becomes visible; what it throws ends the import. */
	readonly beforeCommit?: () => Promise<void>;
}

/**
 * Imports a file in this very process, which a hostile file may block or blow up: {@link importFile} has it done in
 * a child process, and is what everything but that child and tests calls. It throws the same.
 */
export async function runImport(options: RunOptions): Promise<ImportReport> {
	const { fileName, signal, onProgress } = options;
	const workspace = await openWorkspaceWriter(options.directory);
	try {
		const replacing = checkSample(workspace.manifest, options);
		await options.onReceive?.();
		const received = await receive(options.file, {
			folder: workspace.incoming,
			fileName,
			signal,
			disk: options.disk,
			onBytes: (bytes) => onProgress?.({ phase: "receiving", bytes, total: null, rowsRead: 0 }),
		});
		checkAgain(workspace.manifest, received.sha256, options);
		const planned = (surveyDates: boolean) =>
			planImport({
				path: received.path,
				fileName,
				table: options.table,
				dates: options.dates,
				surveyDates,
				present: replacing ? [] : (workspace.manifest?.tables ?? []),
				signal,
				onProgress: (phase, bytes, rowsRead) =>
					onProgress?.({ phase, bytes, total: received.bytes, rowsRead }),
			});
		const source: PartSource = {
			kind: "import",
			fileName: path.basename(fileName),
			sha256: received.sha256,
			importedAt: new Date().toISOString(),
		};
		try {
			return await load(workspace, await planned(false), source, options, replacing);
		} catch (error) {
			// Far down in the file is the first date that can be read in two ways.
			if (!(error instanceof UnsurveyedDateError)) throw error;
			return await load(workspace, await planned(true), source, options, replacing);
		}
	} finally {
		await workspace.close();
	}
}

function checkSample(manifest: StoredManifest | null, options: RunOptions): boolean {
	if (manifest?.sample !== true) return false;
	if (options.replaceSample) return true;
	throw new AppError("conflict", "This workspace holds sample data, which is not mixed with real exports.", {
		remedy: "Import with the sample replaced (--replace-sample): all sample rows are removed first.",
		details: { reason: "sample" },
	});
}

function checkAgain(manifest: StoredManifest | null, sha256: string, options: RunOptions): void {
	const earlier = manifest?.parts.find(
		(part) => part.source.kind === "import" && part.source.sha256 === sha256,
	);
	if (earlier?.source.kind !== "import" || options.again) return;
	const { fileName, importedAt } = earlier.source;
	const name = fileName === path.basename(options.fileName) ? "" : ` as ${fileName}`;
	throw new AppError(
		"conflict",
		`${options.fileName} was already imported${name}, on ${importedAt.slice(0, 10)} at ${importedAt.slice(11, 16)} UTC.`,
		{
			remedy: "Importing it again would count its rows twice. Use --again to import it anyway.",
			details: { reason: "again", importedAt },
		},
	);
}

async function load(
	workspace: WorkspaceWriter,
	plan: PlannedImport,
	source: PartSource,
	options: RunOptions,
	replacing: boolean,
): Promise<ImportReport> {
	const problems = new ProblemList();
	const converter = new PartConverter(
		workspace.incoming,
		[path.join(workspace.directory, "tables")],
		options.disk,
	);
	const writers = new Map<string, PartWriter>();
	let rowsRead = 0;
	let rowsRefused = 0;
	try {
		for await (const { row, layout } of plan.rows()) {
			rowsRead++;
			if (layout === null) {
				rowsRefused++;
				problems.add({
					line: row.line,
					column: row.column,
					field: null,
					message: row.refused ?? "the row names no table",
				});
				continue;
			}
			const converted = layout.convert(row);
			if (!converted.ok) {
				rowsRefused++;
				problems.add(...converted.problems);
				continue;
			}
			// Once the file is certain to be refused, its rows are only checked.
			if (rowsRefused > 0 && !options.keepGoodRows) continue;
			let writer = writers.get(layout.table);
			if (writer === undefined) {
				if (layout.columns.length === 0) throw withoutColumns(options.fileName, row);
				writer = new PartWriter({ converter, table: layout.table, columns: layout.columns });
				writers.set(layout.table, writer);
			}
			writer.append(converted.cells);
			if (rowsRead % 1024 === 0) await writer.drain();
		}
		const rowsKept = [...writers.values()].reduce((sum, writer) => sum + writer.rows, 0);
		if (rowsRefused > 0 && (!options.keepGoodRows || rowsKept === 0))
			throw refused(problems, rowsRead, rowsRefused, options);
		if (rowsRead === 0) {
			throw new AppError("invalid_input", `${options.fileName} has no rows; there is nothing to import.`);
		}
		const add: NewPart[] = [];
		for (const writer of writers.values()) add.push(...(await writer.finish(source)));
		const widened = await widenParts(workspace, converter, plan);
		await options.beforeCommit?.();
		const manifest = await workspace.commit({
			sample: false,
			tables: mergeTables(replacing ? [] : (workspace.manifest?.tables ?? []), plan, writers),
			add: [...widened.add, ...add],
			keep: (part) => !replacing && !widened.replaced.has(part.file),
		});
		const tables = [...writers.values()].map((writer) => ({
			table: writer.table,
			rowsKept: writer.rows,
			addedColumns: (plan.layouts.get(writer.table)?.added ?? []).map((column) => column.name),
		}));
		return {
			format: plan.format,
			table: [...tables].sort((a, b) => b.rowsKept - a.rowsKept)[0]?.table ?? "",
			tables,
			rowsRead,
			rowsKept,
			rowsRefused,
			problems: problems.shown,
			problemsTotal: problems.total,
			parts: manifest.parts.slice(manifest.parts.length - add.length),
		};
	} finally {
		for (const writer of writers.values()) await writer.close();
		await converter.close();
	}
}

/** An object without members is a row of JSON, and a table of such rows is none. */
function withoutColumns(fileName: string, { line, column }: { line: number; column: number }): AppError {
	return new AppError("invalid_input", `${fileName} has no columns; there is nothing to import.`, {
		places: [{ file: fileName, line, column, message: "the rows have no fields" }],
	});
}

function refused(
	problems: ProblemList,
	rowsRead: number,
	rowsRefused: number,
	options: RunOptions,
): AppError {
	const { fileName } = options;
	const first = problems.shown[0];
	const where = first ? ` The first is at line ${first.line}, column ${first.column}: ${first.message}.` : "";
	return new AppError(
		"invalid_input",
		`${rowsRefused} of ${rowsRead} rows of ${fileName} cannot be read; nothing was imported.${where}`,
		{
			places: problems.shown.map(({ field, ...problem }) => ({
				file: fileName,
				...problem,
				...(field ? { field } : {}),
			})),
			details: { rowsRead, rowsRefused, problemsTotal: problems.total },
			...(rowsRefused < rowsRead
				? { remedy: "Correct the rows, or import the others without them (--keep-good-rows)." }
				: {}),
		},
	);
}

/** Rewrites the parts of earlier imports whose columns have to take wider values now. */
async function widenParts(
	workspace: WorkspaceWriter,
	converter: PartConverter,
	plan: PlannedImport,
): Promise<{ add: NewPart[]; replaced: Set<string> }> {
	const add: NewPart[] = [];
	const replaced = new Set<string>();
	const { manifest, directory } = workspace;
	if (manifest === null) return { add, replaced };
	for (const [table, columns] of plan.widened) {
		const files = tablePartFiles(directory, manifest, table);
		const parts = manifest.parts.filter((part) => part.table === table);
		for (const [index, part] of parts.entries()) {
			const temporaryFile = await converter.retype(
				files[index] ?? "",
				`widened-${table}-${index}.parquet`,
				columns,
			);
			const { table: name, rows, from, to, source } = part;
			add.push({ table: name, rows, from, to, source, temporaryFile });
			replaced.add(part.file);
		}
	}
	return { add, replaced };
}

function mergeTables(
	before: readonly TableSchema[],
	plan: PlannedImport,
	writers: ReadonlyMap<string, PartWriter>,
): TableSchema[] {
	const changed = new Map([...plan.layouts].filter(([table]) => writers.has(table)));
	const kept = before.map((table) => {
		const layout = changed.get(table.name);
		changed.delete(table.name);
		return layout ? { name: table.name, columns: layout.columns } : table;
	});
	return [...kept, ...[...changed].map(([name, layout]) => ({ name, columns: layout.columns }))];
}
