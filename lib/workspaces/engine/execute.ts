import type { DuckDBConnection } from "@duckdb/node-api";
import { AppError } from "@/lib/errors";
import { type TranslatedQuery, translate } from "@/lib/kql/translate/translate";
import type { TableSchema } from "@/lib/workspaces/tables";
import { readableSql } from "./results";
import {
	cellWriter,
	evaluationBody,
	internalBody,
	MAX_BYTES,
	MAX_ROWS,
	refusalBody,
	tableHead,
	tableTail,
	tooLarge,
	type WireError,
} from "./wire";

export interface Execution {
	readonly kql: string;
	readonly tables: readonly TableSchema[];
	readonly rowCounts: ReadonlyMap<string, number>;
	readonly now: Date;
	readonly timespan: { readonly from: Date; readonly to: Date } | null;
	/** Rows of one answer; the service's own limit where this is not lower. */
	readonly maxRows: number;
	/** Whether a vanished file may be answered with `stale`. */
	readonly mayRetry: boolean;
	/** A connection of this query's own, so that it alone is interrupted. */
	readonly connection: DuckDBConnection;
	/** Receives the body piece by piece. */
	readonly write: (text: string) => Promise<void>;
}

/** `stale`: a file was gone that the views named, since an import has just replaced it; nothing was written. */
export type Outcome = { readonly status: number } | "interrupted" | "out-of-memory" | "stale";

/** Rows' text is passed on in pieces of about this many characters. */
const PIECE = 1024 * 1024;

/** Runs one query and writes the body of its answer. Never throws for what the query says or does. */
export async function execute(execution: Execution): Promise<Outcome> {
	const started = performance.now();
	let translated: TranslatedQuery;
	try {
		translated = translate(execution.kql, {
			tables: execution.tables,
			now: execution.now,
			timespan: execution.timespan ?? undefined,
		});
	} catch (error) {
		if (error instanceof AppError && error.code === "query_refused") {
			await execution.write(refusalBody(error));
			return { status: 400 };
		}
		await execution.write(internalBody(`The local engine could not read this query: ${firstLine(error)}`));
		return { status: 500 };
	}
	let begun = false;
	try {
		const result = await execution.connection.stream(readableSql(translated));
		const writers = translated.columns.map((column) => cellWriter(column.type));
		let piece = tableHead(translated.columns);
		let rows = 0;
		let bytes = 0;
		const maxRows = Math.min(MAX_ROWS, execution.maxRows);
		let partial: WireError | null = null;
		fetching: for (;;) {
			const chunk = await result.fetchChunk();
			if (!chunk || chunk.rowCount === 0) break;
			const vectors = writers.map((_, index) => chunk.getColumnVector(index));
			for (let row = 0; row < chunk.rowCount; row++) {
				if (rows === maxRows || bytes > MAX_BYTES) {
					partial = tooLarge(rows === maxRows ? `${maxRows} records` : `${MAX_BYTES / 1024 / 1024} MB`);
					execution.connection.interrupt();
					break fetching;
				}
				const cells = writers.map((write, index) => write(vectors[index]?.getItem(row)));
				const text = `${rows === 0 ? "" : ","}[${cells.join(",")}]`;
				bytes += text.length;
				rows += 1;
				piece += text;
			}
			if (piece.length >= PIECE) {
				begun = true;
				await execution.write(piece);
				piece = "";
			}
		}
		const rowsInTables = translated.tables.reduce(
			(sum, table) => sum + (execution.rowCounts.get(table) ?? 0),
			0,
		);
		const seconds = (performance.now() - started) / 1000;
		await execution.write(piece + tableTail({ seconds, rowsInTables, rows, bytes }, partial));
		return { status: 200 };
	} catch (error) {
		const message = firstLine(error);
		if (/INTERRUPT/i.test(message)) return "interrupted";
		if (/Out of Memory|bad_alloc|memory/i.test(message)) return "out-of-memory";
		if (!begun && execution.mayRetry && message.startsWith("IO Error")) return "stale";
		// Rows already sent cannot be taken back: the answer is an error only if none were.
		if (begun) {
			const failure: WireError = {
				code: "PartialError",
				message: "There were some errors when processing your query.",
				innererror: { code: "EvaluationError", message: withoutData(message) },
			};
			await execution.write(tableTail({ seconds: 0, rowsInTables: 0, rows: 0, bytes: 0 }, failure));
			return { status: 200 };
		}
		if (/^(Invalid Input|Conversion|Out of Range|Constraint|Mismatch Type) Error/.test(message)) {
			await execution.write(evaluationBody(withoutData(message)));
			return { status: 400 };
		}
		await execution.write(internalBody(`The local engine could not run this query: ${withoutData(message)}`));
		return { status: 500 };
	}
}

function firstLine(error: unknown): string {
	const message = error instanceof Error ? error.message : String(error);
	return message.split("\n")[0] ?? "";
}

/** Errors quote the value at fault, which may be a URL: the message goes to logs and run records. */
function withoutData(message: string): string {
	return message.replaceAll(/(['"]).*\1/gs, "$1…$1").slice(0, 300);
}
