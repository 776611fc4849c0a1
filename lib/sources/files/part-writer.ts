import { closeSync, openSync, writeSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { type DiskReserve, ROOM_INTERVAL_BYTES, requireRoom } from "@/lib/platform/db/disk-room";
import { openSandbox, type Sandbox } from "@/lib/sources/files/sandbox";
import type { NewPart, PartSource } from "@/lib/sources/files/store";
import type { ColumnSchema, KustoType } from "@/lib/sources/kql/tables";

/**
 * A stored value: datetime is µs since 1970 (a safe integer), timespan is 100 ns ticks, dynamic is JSON text,
 * decimal and any long beyond 2^53 are digits in a string; null and the empty string are the same, null.
 */
export type Cell = string | number | boolean | null;

/** Rows per Parquet file: enough for good row groups, few enough to bound the temporary disk space. */
const ROWS_PER_PART = 500_000;
const BUFFER_BYTES = 1 << 20;

/** The longest row DuckDB takes; it holds two buffers of twice this. Log Analytics cuts a field at 64 KB. */
export const MAX_ROW_BYTES = 8 << 20;

/** What makes a field need quotes in the staging file. */
const NEEDS_QUOTES = /[",\r\n]/;

type ConvertedPart = Omit<NewPart, "source" | "table">;

/**
 * Writes rows of one table into Parquet files in `folder`, with memory bounded whatever the number of rows.
 *
 * Rows are staged as text and converted by DuckDB, which was measured to be several times faster than handing it
 * each value across the language boundary.
 */
export class PartWriter {
	readonly table: string;
	rows = 0;
	readonly #columns: readonly ColumnSchema[];
	readonly #folder: string;
	readonly #parts: ConvertedPart[] = [];
	/** Bytes, not a growing string: a string built of millions of pieces keeps them all alive until it is written. */
	readonly #buffer = Buffer.allocUnsafe(BUFFER_BYTES);
	#filled = 0;
	#staged = 0;
	#file: number | undefined;
	#stagingPath = "";
	#converting: Promise<void> = Promise.resolve();
	#failure: unknown;
	/** Bytes written since the disk was looked at. */
	#unlooked = Number.POSITIVE_INFINITY;
	readonly #converter: PartConverter;

	constructor(options: { converter: PartConverter; table: string; columns: readonly ColumnSchema[] }) {
		this.#converter = options.converter;
		this.table = options.table;
		this.#columns = options.columns;
		this.#folder = options.converter.folder;
	}

	/** Adds a row, its cells in the order of the columns. Await the answer now and then: it is what bounds the disk. */
	append(cells: readonly Cell[]): void {
		let line = "";
		for (let index = 0; index < this.#columns.length; index++) {
			const cell = cells[index];
			if (index > 0) line += ",";
			if (cell === null || cell === undefined || cell === "") continue;
			if (typeof cell === "string" && NEEDS_QUOTES.test(cell)) line += `"${cell.replaceAll('"', '""')}"`;
			else line += cell;
		}
		line += "\n";
		// A UTF-16 unit never takes more than three bytes of UTF-8.
		if (line.length * 3 > BUFFER_BYTES - this.#filled) this.#flush();
		if (line.length * 3 > BUFFER_BYTES) writeAll(this.#openStaging(), Buffer.from(line));
		else this.#filled += this.#buffer.write(line, this.#filled);
		this.#staged++;
		this.rows++;
	}

	/** Converts what is staged when there is enough of it. Call it regularly; resolves at once when there is nothing to do. */
	async drain(): Promise<void> {
		if (this.#staged >= ROWS_PER_PART) await this.#rotate();
		if (this.#failure !== undefined) throw this.#failure;
	}

	/** Ends the table and returns its files, in the order written; none when it got no rows. */
	async finish(source: PartSource): Promise<NewPart[]> {
		try {
			await this.#rotate();
			await this.#converting;
			if (this.#failure !== undefined) throw this.#failure;
			return this.#parts.map((part) => ({ ...part, table: this.table, source }));
		} finally {
			await this.close();
		}
	}

	/** Gives up the open file. Unfinished files stay in the folder for its owner to remove. */
	async close(): Promise<void> {
		if (this.#file !== undefined) closeSync(this.#file);
		this.#file = undefined;
		await this.#converting;
	}

	#flush(): void {
		if (this.#filled === 0) return;
		this.#look(this.#filled);
		writeAll(this.#openStaging(), this.#buffer.subarray(0, this.#filled));
		this.#filled = 0;
	}

	#look(bytes: number): void {
		this.#unlooked += bytes;
		if (this.#unlooked < ROOM_INTERVAL_BYTES) return;
		this.#unlooked = 0;
		requireRoom(this.#converter.disk);
	}

	#openStaging(): number {
		if (this.#file === undefined) {
			this.#stagingPath = path.join(this.#folder, `${this.table}-${this.rows}.csv`);
			this.#file = openSync(this.#stagingPath, "w");
		}
		return this.#file;
	}

	async #rotate(): Promise<void> {
		this.#flush();
		if (this.#file === undefined) return;
		closeSync(this.#file);
		this.#file = undefined;
		this.#staged = 0;
		const staging = this.#stagingPath;
		// One conversion at a time, while the next rows are being produced.
		await this.#converting;
		this.#converting = this.#converter.convert(staging, this.#columns).then(
			(part) => {
				this.#parts.push(part);
			},
			(error: unknown) => {
				this.#failure = error;
			},
		);
	}
}

/** Turns staged text into Parquet, one file at a time whatever the number of tables being written. */
export class PartConverter {
	/** Where staged and finished files go. */
	readonly folder: string;
	/** What has to stay free while rows are staged. */
	readonly disk: DiskReserve | null;
	readonly #readable: readonly string[];
	#database: Promise<Sandbox> | undefined;
	#queue: Promise<unknown> = Promise.resolve();

	/** @param readable directories other than `folder` from which {@link retype} may read */
	constructor(folder: string, readable: readonly string[] = [], disk: DiskReserve | null = null) {
		this.folder = folder;
		this.disk = disk;
		this.#readable = readable;
	}

	/** Converts and deletes a staged file. */
	convert(staging: string, columns: readonly ColumnSchema[]): Promise<ConvertedPart> {
		const turn = this.#queue.then(() => this.#convert(staging, columns));
		this.#queue = turn.catch(() => undefined);
		return turn;
	}

	/** Copies a finished Parquet file with some columns turned into other types; answers the copy's path. */
	async retype(file: string, name: string, columns: readonly ColumnSchema[]): Promise<string> {
		const { connection } = await this.#open();
		const copy = path.join(this.folder, name);
		const changes = columns.map(
			({ name: column, type }) => `${recast(quoteName(column), type)} AS ${quoteName(column)}`,
		);
		await connection.run(
			`COPY (SELECT * REPLACE (${changes.join(", ")}) FROM read_parquet(${quoteText(file)}))
			TO ${quoteText(copy)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 61440)`,
		);
		return copy;
	}

	async close(): Promise<void> {
		await this.#queue;
		const database = await this.#database?.catch(() => undefined);
		this.#database = undefined;
		database?.connection.closeSync();
		database?.instance.closeSync();
	}

	#open(): Promise<Sandbox> {
		this.#database ??= openSandbox({
			directories: [this.folder, ...this.#readable],
			memoryLimitMb: 256,
			temporaryDirectory: this.folder,
		});
		return this.#database;
	}

	async #convert(staging: string, columns: readonly ColumnSchema[]): Promise<ConvertedPart> {
		const { connection } = await this.#open();
		const temporaryFile = staging.replace(/\.csv$/, ".parquet");
		const names = columns.map((_, index) => `'c${index}': 'VARCHAR'`).join(", ");
		const select = columns
			.map((column, index) => `${fromText(`c${index}`, column.type)} AS ${quoteName(column.name)}`)
			.join(", ");
		await connection.run(
			`COPY (SELECT ${select} FROM read_csv(${quoteText(staging)}, columns = {${names}}, header = false,
				auto_detect = false, delim = ',', quote = '"', escape = '"', new_line = '\\n', max_line_size = ${MAX_ROW_BYTES}, buffer_size = ${2 * MAX_ROW_BYTES},
				strict_mode = true, parallel = false))
			TO ${quoteText(temporaryFile)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 61440)`,
		);
		const timed = columns.some((column) => column.name === "TimeGenerated" && column.type === "datetime");
		const reader = await connection.runAndReadAll(
			`SELECT count(*)::INTEGER${timed ? ", epoch_ms(min(TimeGenerated))::DOUBLE, epoch_ms(max(TimeGenerated))::DOUBLE" : ""}
			FROM read_parquet(${quoteText(temporaryFile)})`,
		);
		const [rows, from, to] = (reader.getRows()[0] ?? []) as [number, number | null, number | null];
		await rm(staging);
		return { temporaryFile, rows, from: isoTime(from), to: isoTime(to) };
	}
}

function writeAll(file: number, bytes: Uint8Array): void {
	for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}

function fromText(name: string, type: KustoType): string {
	switch (type) {
		case "bool":
			return `CAST(${name} AS BOOLEAN)`;
		case "int":
			return `CAST(${name} AS INTEGER)`;
		case "long":
		case "timespan":
			return `CAST(${name} AS BIGINT)`;
		case "real":
			return `CAST(${name} AS DOUBLE)`;
		case "decimal":
			return `CAST(${name} AS DECIMAL(38,9))`;
		case "datetime":
			return `make_timestamp(CAST(${name} AS BIGINT))`;
		case "dynamic":
		case "guid":
		case "string":
			return name;
	}
}

/** A stored value as a wider type: numbers as numbers, anything as the text its kind has in an export. */
function recast(name: string, type: KustoType): string {
	if (type === "real") return `CAST(${name} AS DOUBLE)`;
	if (type === "long") return `CAST(${name} AS BIGINT)`;
	return `CASE WHEN typeof(${name}) = 'TIMESTAMP' THEN strftime(TRY_CAST(${name} AS TIMESTAMP), '%Y-%m-%dT%H:%M:%S.%fZ')
		ELSE CAST(${name} AS VARCHAR) END`;
}

function isoTime(milliseconds: number | null | undefined): string | null {
	return milliseconds === null || milliseconds === undefined ? null : new Date(milliseconds).toISOString();
}

/** A DuckDB identifier in quotes. */
export function quoteName(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}

/** A DuckDB string literal. */
export function quoteText(text: string): string {
	return `'${text.replaceAll("'", "''")}'`;
}
