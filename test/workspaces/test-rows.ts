import { DuckDBInstance } from "@duckdb/node-api";
import { quoteText } from "@/lib/sources/files/part-writer";
import { readManifest, tablePartFiles } from "@/lib/sources/files/store";
import type { QueryAnswer } from "@/lib/sources/workspaces/client";

/** For tests: a table's rows as plain values (times as text in UTC, big numbers as text), ordered by all columns. */
export async function storedRows(directory: string, table: string): Promise<Record<string, unknown>[]> {
	const manifest = await readManifest(directory);
	const files = manifest === null ? [] : tablePartFiles(directory, manifest, table);
	if (files.length === 0) return [];
	return query(
		`SELECT * FROM read_parquet([${files.map(quoteText).join(", ")}], union_by_name = true) ORDER BY ALL`,
	);
}

/** For tests: runs SQL in a DuckDB of its own. */
export async function query(sql: string): Promise<Record<string, unknown>[]> {
	const instance = await DuckDBInstance.create(":memory:");
	try {
		const reader = await (await instance.connect()).runAndReadAll(sql);
		return reader.getRowObjectsJson() as Record<string, unknown>[];
	} finally {
		instance.closeSync();
	}
}

/** For tests: an answer with its rows as a list, to be compared. */
export async function inFull(asked: Promise<QueryAnswer>) {
	const answer = await asked;
	return "rows" in answer ? { ...answer, rows: [...answer.rows] } : answer;
}
