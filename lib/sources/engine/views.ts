import { stat } from "node:fs/promises";
import path from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { readManifest, type StoredManifest, tablePartFiles } from "@/lib/sources/files/store";
import { type ColumnSchema, type KustoType, manifestPath, type TableSchema } from "@/lib/sources/kql/tables";
import { TABLE_SCHEMA } from "@/lib/sources/kql/translate/sources";
import { quoteIdentifier, quoteText } from "@/lib/sources/kql/translate/sql";

/** How `tables.ts` says a type lies in Parquet. */
const STORED: Readonly<Record<KustoType, string>> = {
	bool: "BOOLEAN",
	datetime: "TIMESTAMP",
	decimal: "DECIMAL(38,9)",
	dynamic: "VARCHAR",
	guid: "VARCHAR",
	int: "INTEGER",
	long: "BIGINT",
	real: "DOUBLE",
	string: "VARCHAR",
	timespan: "BIGINT",
};

export interface LoadedTables {
	readonly tables: readonly TableSchema[];
	readonly rows: ReadonlyMap<string, number>;
}

/** The workspace's tables as views, made again when the manifest has changed. */
export class WorkspaceViews {
	readonly #directory: string;
	readonly #connection: DuckDBConnection;
	#signature: string | null = "";
	#loaded: LoadedTables = { tables: [], rows: new Map() };
	#refreshing: Promise<LoadedTables> | null = null;

	constructor(directory: string, connection: DuckDBConnection) {
		this.#directory = directory;
		this.#connection = connection;
	}

	/**
	 * The tables as the manifest has them now; `again` makes the views again also where it looks unchanged.
	 * Calls at the same time share one look.
	 */
	refresh(again = false): Promise<LoadedTables> {
		if (again) this.#signature = null;
		this.#refreshing ??= this.#refresh().finally(() => {
			this.#refreshing = null;
		});
		return this.#refreshing;
	}

	async #refresh(): Promise<LoadedTables> {
		const signature = await fileSignature(manifestPath(this.#directory));
		if (signature === this.#signature) return this.#loaded;
		const manifest = signature === "" ? null : await readManifest(this.#directory);
		const before = new Set(this.#loaded.tables.map((table) => table.name));
		const tables = manifest?.tables ?? [];
		for (const table of tables) {
			before.delete(table.name);
			await this.#connection.run(
				`CREATE OR REPLACE VIEW ${viewName(table)} AS ${await this.#select(table, manifest as StoredManifest)}`,
			);
		}
		for (const name of before) {
			await this.#connection.run(`DROP VIEW IF EXISTS ${TABLE_SCHEMA}.${quoteIdentifier(name)}`);
		}
		const rows = new Map<string, number>();
		for (const part of manifest?.parts ?? []) rows.set(part.table, (rows.get(part.table) ?? 0) + part.rows);
		this.#loaded = { tables, rows };
		this.#signature = signature;
		return this.#loaded;
	}

	async #select(table: TableSchema, manifest: StoredManifest): Promise<string> {
		const files = tablePartFiles(this.#directory, manifest, table.name);
		if (files.length === 0) {
			const columns = table.columns.map(
				(column) => `NULL::${STORED[column.type]} AS ${quoteIdentifier(column.name)}`,
			);
			return `SELECT ${columns.join(", ")} WHERE false`;
		}
		const list = files.map((file) => quoteText(path.resolve(file))).join(", ");
		const source = `read_parquet([${list}], union_by_name = true)`;
		const described = await this.#connection.runAndReadAll(`DESCRIBE SELECT * FROM ${source}`);
		const present = new Map(
			described.getRows().map(([name, type]) => [String(name).toLowerCase(), String(type)]),
		);
		return `SELECT ${table.columns.map((column) => select(column, present.get(column.name.toLowerCase()))).join(", ")} FROM ${source}`;
	}
}

function viewName(table: TableSchema): string {
	return `${TABLE_SCHEMA}.${quoteIdentifier(table.name)}`;
}

/** A column of the files as its schema types it; untouched where it already is, so that statistics still apply. */
function select(column: ColumnSchema, type: string | undefined): string {
	const identifier = quoteIdentifier(column.name);
	const stored = STORED[column.type];
	if (type === undefined) return `NULL::${stored} AS ${identifier}`;
	if (type === stored) return identifier;
	if (type === "TIMESTAMP WITH TIME ZONE" && stored === "TIMESTAMP") {
		return `make_timestamp(epoch_us(${identifier})) AS ${identifier}`;
	}
	return `${identifier}::${stored} AS ${identifier}`;
}

async function fileSignature(file: string): Promise<string> {
	try {
		const { mtimeMs, size, ino } = await stat(file);
		return `${mtimeMs}:${size}:${ino}`;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
		throw error;
	}
}
