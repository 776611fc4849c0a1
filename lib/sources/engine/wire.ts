import type { AppError } from "@/lib/core/errors";
import { datetimeText } from "@/lib/sources/kql/runtime/datetime";
import { timespanText } from "@/lib/sources/kql/runtime/timespan";
import type { ColumnSchema, KustoType } from "@/lib/sources/kql/tables";

/**
 * The bodies of the Log Analytics query API.
 * Source: https://learn.microsoft.com/azure/azure-monitor/logs/api/response-format
 */

/** The service's own limits on one answer. */
export const MAX_ROWS = 500_000;
export const MAX_BYTES = 64 * 1024 * 1024;

/** A value of the engine's SQL (ticks for times, JSON text for dynamic) as JSON text of the wire. */
export function cellWriter(type: KustoType): (value: unknown) => string {
	switch (type) {
		case "datetime":
			return (value) => (value === null ? "null" : JSON.stringify(datetimeText(value as bigint)));
		case "timespan":
			return (value) => (value === null ? "null" : JSON.stringify(timespanText(value as bigint)));
		case "int":
		case "long":
		case "bool":
			return (value) => (value === null ? "null" : String(value));
		case "real":
			return (value) => {
				if (value === null) return "null";
				const number = value as number;
				// JSON has no such numbers; the service writes them as texts.
				if (Number.isNaN(number)) return '"NaN"';
				return Number.isFinite(number) ? JSON.stringify(number) : number > 0 ? '"Infinity"' : '"-Infinity"';
			};
		default:
			// Texts, and dynamic as the text of its JSON.
			return (value) => (value === null ? "null" : JSON.stringify(value));
	}
}

export function tableHead(columns: readonly ColumnSchema[]): string {
	const list = columns.map(({ name, type }) => ({ name, type }));
	return `{"tables":[{"name":"PrimaryResult","columns":${JSON.stringify(list)},"rows":[`;
}

export interface Statistics {
	readonly seconds: number;
	/** Rows of the tables the query names, all of which it may have read. */
	readonly rowsInTables: number;
	readonly rows: number;
	readonly bytes: number;
}

/** Closes the body; `partial` is why there are fewer rows than the query has. */
export function tableTail(statistics: Statistics, partial: WireError | null): string {
	const query = {
		executionTime: statistics.seconds,
		inputDatasetStatistics: { rows: { total: statistics.rowsInTables, scanned: statistics.rowsInTables } },
		datasetStatistics: [{ tableRowCount: statistics.rows, tableSize: statistics.bytes }],
	};
	return `]}],"statistics":${JSON.stringify({ query })}${partial ? `,"error":${JSON.stringify(partial)}` : ""}}`;
}

export interface WireError {
	readonly code: string;
	readonly message: string;
	readonly innererror?: Readonly<Record<string, unknown>>;
	readonly details?: readonly WireError[];
}

export function errorBody(error: WireError): string {
	return JSON.stringify({ error });
}

export function tooLarge(limit: string): WireError {
	const message = `The results of this query exceed the set limit of ${limit}, so not all records were returned (E_QUERY_RESULT_SET_TOO_LARGE, 0x80DA0003).`;
	return {
		code: "PartialError",
		message: "There were some errors when processing your query.",
		innererror: { code: "E_QUERY_RESULT_SET_TOO_LARGE", message },
		details: [
			{
				code: "EngineError",
				message: "Something went wrong processing your query on the server.",
				innererror: { code: "E_QUERY_RESULT_SET_TOO_LARGE", message, severity: 2, severityName: "Error" },
			},
		],
	};
}

/** A query that is no KQL, does not fit the tables, or uses what the local engine does not have. */
export function refusalBody(error: AppError): string {
	const { kind, position, token } = error.details as { kind?: string; position?: number; token?: string };
	const place = error.places[0];
	return errorBody({
		code: "BadArgumentError",
		message: "The request had some invalid properties",
		innererror: {
			code: kind === "syntax" ? "SyntaxError" : "SemanticError",
			message: error.message,
			line: place?.line ?? 1,
			// The service counts a position in its line, from 0.
			pos: (place?.column ?? 1) - 1,
			token: token ?? "",
			...(kind === "unsupported" ? { localEngine: "unsupported" } : {}),
			...(position === undefined ? {} : { offset: position }),
		},
	});
}

/** Where in a query something failed; lines and columns count from 1. */
export interface EvaluationPlace {
	readonly line: number;
	readonly column: number;
	readonly token: string;
}

/** The query was understood and failed while it ran, as by a number out of range. */
export function evaluationBody(message: string, place?: EvaluationPlace): string {
	return errorBody({
		code: "BadArgumentError",
		message: "The request had some invalid properties",
		innererror: { code: "EvaluationError", message, ...wirePlace(place) },
	});
}

export function timeoutBody(seconds: number): string {
	return errorBody({
		code: "GatewayTimeout",
		message: `The query did not finish within ${seconds} seconds.`,
		innererror: {
			code: "E_QUERY_TIMEOUT",
			message: `The local engine stopped the query after ${seconds} seconds.`,
		},
	});
}

export function outOfMemoryBody(memoryLimitMb: number): string {
	return errorBody({
		code: "BadArgumentError",
		message: "The query needs more memory than it may use.",
		innererror: {
			code: "E_RUNAWAY_QUERY",
			message: `The local engine stopped the query because it needs more than ${memoryLimitMb} MB. Narrow its time range or its columns.`,
		},
	});
}

/** What is the engine's own fault. */
export function internalBody(message: string, place?: EvaluationPlace): string {
	const innererror = { code: "EvaluationError", message, ...wirePlace(place) };
	return errorBody({ code: "InternalServerError", message, ...(place ? { innererror } : {}) });
}

/** As the service writes it, which counts a position in its line from 0. */
function wirePlace(place: EvaluationPlace | undefined) {
	return place ? { line: place.line, pos: place.column - 1, token: place.token } : {};
}
