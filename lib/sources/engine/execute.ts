import type { DuckDBConnection } from "@duckdb/node-api";
import { AppError } from "@/lib/core/errors";
import { locate } from "@/lib/sources/kql/parser";
import { readEvaluationError } from "@/lib/sources/kql/runtime/evaluation-error";
import type { TableSchema } from "@/lib/sources/kql/tables";
import type { TranslateOptions } from "@/lib/sources/kql/translate/context";
import { placeOfHelper, type TranslatedQuery, translate } from "@/lib/sources/kql/translate/translate";
import { readableSql } from "./results";
import {
	cellWriter,
	type EvaluationPlace,
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
	const options: TranslateOptions = {
		tables: execution.tables,
		now: execution.now,
		timespan: execution.timespan ?? undefined,
	};
	let translated: TranslatedQuery;
	try {
		translated = translate(execution.kql, options);
	} catch (error) {
		if (error instanceof AppError && error.code === "query_refused") {
			await execution.write(refusalBody(error));
			return { status: 400 };
		}
		log(firstLine(error));
		await execution.write(internalBody("The local engine could not read this query."));
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
		const failure = failureOf(message, execution.kql, options);
		// Rows already sent cannot be taken back: the answer is an error only if none were.
		if (begun) {
			const partial: WireError = {
				code: "PartialError",
				message: "There were some errors when processing your query.",
				innererror: { code: "EvaluationError", message: failure.message },
			};
			await execution.write(tableTail({ seconds: 0, rowsInTables: 0, rows: 0, bytes: 0 }, partial));
			return { status: 200 };
		}
		await execution.write(
			failure.status === 400
				? evaluationBody(failure.message, failure.place)
				: internalBody(failure.message, failure.place),
		);
		return { status: failure.status };
	}
}

interface Failure {
	/** 400 for what the rows hold, 500 for what is the engine's fault. */
	readonly status: 400 | 500;
	readonly message: string;
	readonly place?: EvaluationPlace | undefined;
}

/** A failure in words for the person. The engine's own words, which name its SQL and may hold data, go to the log. */
function failureOf(message: string, kql: string, options: TranslateOptions): Failure {
	const evaluated = readEvaluationError(message);
	if (evaluated) {
		const found = placeOfHelper(kql, options, evaluated.helper);
		const place = found ? { ...locate(kql, found.position), token: found.token.slice(0, 80) } : undefined;
		if (evaluated.says !== "") return { status: 400, message: evaluated.says, place };
		const what = place ? "this part of the query" : "a function of this query";
		return { status: 500, message: `The local engine could not evaluate ${what}.`, place };
	}
	const [, kind = "", says = ""] = /^([A-Z][A-Za-z ]+) Error: (.*)$/.exec(message) ?? [];
	if (kind in VALUE_ERRORS) {
		return { status: 400, message: `${VALUE_ERRORS[kind]}: ${sentence(withoutData(says))}` };
	}
	log(withoutData(message));
	return {
		status: 500,
		message:
			kind === "IO"
				? "The local engine could not read a file of the workspace."
				: "The local engine could not run this query.",
	};
}

/** DuckDB's errors that are about the values a query met, by their first words. */
const VALUE_ERRORS: Readonly<Record<string, string>> = {
	"Invalid Input": "The query found a value that it cannot work with",
	Conversion: "The query found a value that cannot be converted",
	"Out of Range": "The query found a number that is out of range",
	Constraint: "The query found a value that is not allowed",
	"Mismatch Type": "The query found a value of another type than it expects",
};

function sentence(text: string): string {
	return /[.!?]$/.test(text) ? text : `${text}.`;
}

function log(message: string): void {
	process.stderr.write(`local engine: ${message.slice(0, 300)}\n`);
}

function firstLine(error: unknown): string {
	const message = error instanceof Error ? error.message : String(error);
	return message.split("\n")[0] ?? "";
}

/** Errors quote the value at fault, which may be a URL: the message goes to logs and run records. */
function withoutData(message: string): string {
	return message.replaceAll(/(['"]).*\1/gs, "$1…$1").slice(0, 300);
}
