import type { DuckDBConnection } from "@duckdb/node-api";
import { AppError } from "@/lib/core/errors";
import { quoteName, quoteText } from "@/lib/sources/files/part-writer";
import { openSandbox, type Sandbox } from "@/lib/sources/files/sandbox";
import { MAX_ROW_CHARACTERS } from "@/lib/sources/import/csv";
import {
	MAX_PARQUET_GROUP_BYTES,
	MOST_COLUMNS,
	PARQUET_MEMORY_MB,
	tooMuchMemory,
} from "@/lib/sources/import/limits";
import { shorten } from "@/lib/sources/import/problems";
import type { HeaderField, ImportSource, ReadOptions, SourceRow } from "@/lib/sources/import/source";
import { cancelled } from "@/lib/sources/import/text";
import type { KustoType } from "@/lib/sources/kql/tables";

/** Rows DuckDB hands over at once, whatever they hold. */
const GROUP_ROWS = 2_048;
/** Of these, so many become text of ours at once. */
const BATCH_ROWS = 128;

/**
 * Opens a Parquet file. Every value is turned into text and read by the same rules as CSV; the types the file has
 * decide only about columns the product does not know.
 * @throws AppError `invalid_input` when it cannot be read; `too_large` when some of its rows are too much at once
 */
export async function openParquet(options: ReadOptions): Promise<ImportSource> {
	const file = `read_parquet(${quoteText(options.path)}, binary_as_string = true, file_row_number = true)`;
	const described = await withDatabase(options, async (connection) => {
		const reader = await connection.runAndReadAll(`DESCRIBE SELECT * EXCLUDE (file_row_number) FROM ${file}`);
		const columns = (reader.getRows() as [string, string][]).slice(0, MOST_COLUMNS + 1);
		if (columns.length > MOST_COLUMNS) {
			throw new AppError("invalid_input", `${options.fileName} has more than ${MOST_COLUMNS} columns.`);
		}
		await checkGroups(connection, file, columns, options);
		return columns;
	});
	const keys = described.map(([name]) => name);
	const header: HeaderField[] = described.map(([name, type], index) => ({
		name,
		type: kustoType(type),
		line: 1,
		column: index + 1,
	}));
	const size = bytesOf(described);
	// A value that is not selected is never copied, of which a few bytes of a file may ask thousands of times.
	const select = described.map(
		([name, type]) => `CASE WHEN ${size} <= ${MAX_ROW_CHARACTERS} THEN ${asText(quoteName(name), type)} END`,
	);
	return {
		format: "parquet",
		textual: true,
		header,
		async *rows() {
			const { instance, connection } = await openFile(options);
			let number = 0;
			try {
				const result = await connection.stream(
					`SELECT ${[...select, `${size} > ${MAX_ROW_CHARACTERS}`].join(", ")} FROM ${file}`,
				);
				for (;;) {
					if (options.signal?.aborted) throw cancelled();
					const chunk = await result.fetchChunk();
					if (!chunk || chunk.rowCount === 0) return;
					const vectors = [...keys, ""].map((_, index) => chunk.getColumnVector(index));
					for (let from = 0; from < chunk.rowCount; from += BATCH_ROWS) {
						const batch: SourceRow[] = [];
						for (let row = from; row < Math.min(from + BATCH_ROWS, chunk.rowCount); row++) {
							const values = vectors.map((vector) => vector.getItem(row));
							batch.push(toRow(++number, keys, values.slice(0, -1), values.at(-1) === true));
						}
						yield batch;
					}
				}
			} catch (error) {
				throw error instanceof AppError ? error : unreadable(options, error);
			} finally {
				instance.closeSync();
			}
		},
	};
}

function toRow(
	line: number,
	keys: readonly string[],
	values: readonly unknown[],
	tooLong: boolean,
): SourceRow {
	return {
		line,
		column: 1,
		keys,
		values,
		place: (index) => ({ line, column: index + 1 }),
		...(tooLong ? { refused: `the row is longer than ${MAX_ROW_CHARACTERS} bytes` } : {}),
	};
}

/**
 * Refuses a file whose rows are small on disk and enormous in memory, as when thousands share one long text. DuckDB
 * hands rows over 2,048 at a time, each with a copy of its own, and counts no such copy against its memory limit.
 */
async function checkGroups(
	connection: DuckDBConnection,
	file: string,
	columns: readonly [string, string][],
	{ fileName }: ReadOptions,
): Promise<void> {
	const size = bytesOf(columns);
	const reader = await connection.runAndReadAll(
		`SELECT (file_row_number // ${GROUP_ROWS})::DOUBLE, sum(${size})::DOUBLE AS bytes
		FROM (SELECT * FROM ${file}) WHERE ${size} <= ${MAX_ROW_CHARACTERS}
		GROUP BY 1 HAVING bytes > ${MAX_PARQUET_GROUP_BYTES} ORDER BY 1 LIMIT 1`,
	);
	const [group, bytes] = (reader.getRows()[0] ?? []) as [number?, number?];
	if (group === undefined || bytes === undefined) return;
	const megabytes = (count: number) => `${Math.round(count / 1_048_576).toLocaleString("en")} MB`;
	const rows = `${(group * GROUP_ROWS + 1).toLocaleString("en")} to ${((group + 1) * GROUP_ROWS).toLocaleString("en")}`;
	throw new AppError(
		"too_large",
		`Rows ${rows} of ${fileName} hold ${megabytes(bytes)} of text; at most ${megabytes(MAX_PARQUET_GROUP_BYTES)} are read of ${GROUP_ROWS.toLocaleString("en")} rows.`,
		{
			places: [
				{ file: fileName, line: group * GROUP_ROWS + 1, column: 1, message: "the rows are too large" },
			],
			remedy: "Export fewer columns, or without their longest values.",
		},
	);
}

/** SQL for the bytes of a row's long values. */
function bytesOf(columns: readonly [string, string][]): string {
	const sizes = columns.flatMap(([name, type]) => {
		if (type === "BLOB") return [`coalesce(2 * octet_length(${quoteName(name)}), 0)`];
		const long = type === "VARCHAR" || NESTED.test(type) || type.startsWith("ENUM");
		return long ? [`coalesce(strlen(${asText(quoteName(name), type)}), 0)`] : [];
	});
	return sizes.length === 0 ? "0" : `(${sizes.join(" + ")})`;
}

async function withDatabase<T>(
	options: ReadOptions,
	work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
	const { instance, connection } = await openFile(options);
	try {
		return await work(connection);
	} catch (error) {
		throw error instanceof AppError ? error : unreadable(options, error);
	} finally {
		instance.closeSync();
	}
}

function openFile({ path }: ReadOptions): Promise<Sandbox> {
	return openSandbox({ files: [path], memoryLimitMb: PARQUET_MEMORY_MB });
}

function unreadable({ fileName, path }: ReadOptions, error: unknown): AppError {
	if (/^(?:Error: )?Out of Memory Error/.test(String(error)))
		return tooMuchMemory(fileName, PARQUET_MEMORY_MB);
	const reason = String(error instanceof Error ? error.message : error).replaceAll(path, fileName);
	return new AppError("invalid_input", `${fileName} cannot be read as Parquet: ${shorten(reason)}.`, {
		places: [{ file: fileName, message: "cannot be read as Parquet" }],
	});
}

const NESTED = /\[\]$|\[\d+\]$|^(STRUCT|MAP|UNION|LIST|JSON)\b/;

function kustoType(type: string): KustoType {
	if (NESTED.test(type)) return "dynamic";
	if (type === "BOOLEAN") return "bool";
	if (/^(U?TINYINT|U?SMALLINT|INTEGER)$/.test(type)) return "int";
	if (/^(UINTEGER|BIGINT)$/.test(type)) return "long";
	if (/^(DOUBLE|FLOAT|U?HUGEINT|UBIGINT)$/.test(type)) return "real";
	if (type.startsWith("DECIMAL")) return "decimal";
	if (/^(TIMESTAMP|DATE)/.test(type)) return "datetime";
	return "string";
}

function asText(name: string, type: string): string {
	if (NESTED.test(type)) return `CAST(to_json(${name}) AS VARCHAR)`;
	if (type === "TIMESTAMP WITH TIME ZONE")
		return `strftime(${name} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')`;
	if (/^(TIMESTAMP|DATE)/.test(type)) return `strftime(CAST(${name} AS TIMESTAMP), '%Y-%m-%dT%H:%M:%S.%fZ')`;
	if (type === "BLOB") return `hex(${name})`;
	return `CAST(${name} AS VARCHAR)`;
}
