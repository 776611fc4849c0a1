import { DuckDBInstance } from "@duckdb/node-api";
import { AppError } from "@/lib/errors";
import { shorten } from "@/lib/workspaces/import/problems";
import type { HeaderField, ImportSource, ReadOptions, SourceRow } from "@/lib/workspaces/import/source";
import { cancelled } from "@/lib/workspaces/import/text";
import { quoteName, quoteText } from "@/lib/workspaces/part-writer";
import type { KustoType } from "@/lib/workspaces/tables";

/**
 * Opens a Parquet file. Every value is turned into text and read by the same rules as CSV; the types the file has
 * decide only about columns the product does not know.
 * @throws AppError `invalid_input` when it cannot be read.
 */
export async function openParquet(options: ReadOptions): Promise<ImportSource> {
	const file = `read_parquet(${quoteText(options.path)}, binary_as_string = true)`;
	const described = await withDatabase(options, async (connection) => {
		const reader = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${file}`);
		return reader.getRows() as [string, string][];
	});
	const keys = described.map(([name]) => name);
	const header: HeaderField[] = described.map(([name, type], index) => ({
		name,
		type: kustoType(type),
		line: 1,
		column: index + 1,
	}));
	const select = described.map(([name, type]) => asText(quoteName(name), type)).join(", ");
	return {
		format: "parquet",
		textual: true,
		header,
		async *rows() {
			const instance = await openDatabase();
			let number = 0;
			try {
				const connection = await instance.connect();
				const result = await connection.stream(`SELECT ${select} FROM ${file}`);
				for (;;) {
					if (options.signal?.aborted) throw cancelled();
					const chunk = await result.fetchChunk();
					if (!chunk || chunk.rowCount === 0) return;
					yield chunk.getRows().map((values): SourceRow => {
						const line = ++number;
						return { line, column: 1, keys, values, place: (index) => ({ line, column: index + 1 }) };
					});
				}
			} catch (error) {
				throw error instanceof AppError ? error : unreadable(options, error);
			} finally {
				instance.closeSync();
			}
		},
	};
}

async function withDatabase<T>(
	options: ReadOptions,
	work: (connection: Awaited<ReturnType<DuckDBInstance["connect"]>>) => Promise<T>,
): Promise<T> {
	const instance = await openDatabase();
	try {
		return await work(await instance.connect());
	} catch (error) {
		throw unreadable(options, error);
	} finally {
		instance.closeSync();
	}
}

function openDatabase(): Promise<DuckDBInstance> {
	return DuckDBInstance.create(":memory:", { memory_limit: "256MB", threads: "1" });
}

function unreadable({ fileName, path }: ReadOptions, error: unknown): AppError {
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
