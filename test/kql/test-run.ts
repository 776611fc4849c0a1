import { openDatabase } from "@/lib/sources/engine/duckdb";
import { readableSql } from "@/lib/sources/engine/results";
import type { KustoType } from "@/lib/sources/kql/tables";
import { translate } from "@/lib/sources/kql/translate/translate";

/** For tests: runs KQL without a workspace, in this process, with `now()` at 2026-01-10T00:00:00Z. */
export async function runKql(kql: string): Promise<{
	columns: readonly { readonly name: string; readonly type: KustoType }[];
	/** As the engine's SQL yields them: ticks for times, JSON text for dynamic. */
	rows: unknown[][];
}> {
	database ??= openDatabase({ directory: null, memoryLimitMb: 512, threads: 1 });
	const { connection } = await database;
	const translated = translate(kql, { tables: [], now: new Date("2026-01-10T00:00:00Z") });
	const result = await connection.runAndReadAll(readableSql(translated));
	return { columns: translated.columns, rows: result.getRows() };
}

let database: ReturnType<typeof openDatabase> | undefined;
