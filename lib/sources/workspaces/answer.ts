import { AppError } from "@/lib/core/errors";
import { parseExactJson } from "@/lib/sources/files/exact-json";
import type { ColumnSchema, KustoType } from "@/lib/sources/kql/tables";
import type { AnswerBytes, TableBytes } from "./answer-bytes";
import type { CellValue, QueryAnswer, QueryStatistics, Row, Rows } from "./client";

interface WireError {
	readonly code?: string;
	readonly message?: string;
	readonly line?: number;
	readonly pos?: number;
	readonly token?: string;
	readonly innererror?: WireError;
	readonly details?: readonly WireError[];
}

interface WireAnswer {
	readonly tables?: readonly {
		readonly name: string;
		readonly columns: readonly { readonly name: string; readonly type: string }[];
	}[];
	readonly statistics?: {
		readonly query?: { readonly executionTime?: number; readonly resourceUsage?: unknown };
	};
	readonly error?: WireError;
}

const NO_STATISTICS: QueryStatistics = { executionSeconds: null, rowsScanned: null };

/**
 * Reads a 200 or 204 of the Log Analytics query API from its raw body. The SDK's own reading is not used:
 * it loses why an answer is partial, turns a null datetime into 1970 and cuts a long beyond 2^53.
 */
export function readAnswer(status: number, body: AnswerBytes): QueryAnswer {
	const around = body.around;
	if (status === 204 || around.trim() === "") return { outcome: "no_data", statistics: NO_STATISTICS };
	let wire: WireAnswer;
	try {
		wire = parseExactJson(around) as WireAnswer;
	} catch (cause) {
		return failed(new AppError("query_failed", "The workspace's answer is not JSON.", { cause }));
	}
	const statistics = readStatistics(wire);
	const primary = wire.tables?.findIndex(({ name }) => name === "PrimaryResult") ?? -1;
	const index = Math.max(0, primary);
	const table = wire.tables?.[index];
	if (!table) {
		return wire.error
			? failed(errorFrom(status, wire.error))
			: failed(new AppError("query_failed", "The workspace's answer contains no table."));
	}
	const columns = table.columns.map(({ name, type }): ColumnSchema => ({ name, type: type as KustoType }));
	const rows = new ParsedRows(columns, body.table(index));
	if (wire.error) {
		const shorterWindowHelps = TOO_MUCH.test(JSON.stringify(wire.error));
		return {
			outcome: "partial",
			reason: partialReason(wire.error),
			shorterWindowHelps,
			columns,
			rows,
			statistics,
		};
	}
	if (rows.length === 0) return { outcome: "no_data", statistics };
	return { outcome: "complete", columns, rows, statistics };
}

/** Rows that are parsed a piece at a time, each time they are read. */
class ParsedRows implements Rows {
	readonly #columns: readonly ColumnSchema[];
	readonly #table: TableBytes;

	constructor(columns: readonly ColumnSchema[], table: TableBytes) {
		this.#columns = columns;
		this.#table = table;
	}

	get length(): number {
		return this.#table.count;
	}

	/** @throws AppError `query_failed` at a row that is none */
	*[Symbol.iterator](): Generator<Row> {
		for (const piece of this.#table.pieces()) {
			for (const cells of readPiece(piece)) yield readRow(this.#columns, cells);
		}
	}
}

function readPiece(piece: string): readonly (readonly unknown[])[] {
	try {
		return parseExactJson(`[${piece}]`) as readonly (readonly unknown[])[];
	} catch (cause) {
		throw new AppError("query_failed", "The workspace's answer is not JSON.", { cause });
	}
}

function failed(error: AppError): QueryAnswer {
	return { outcome: "failed", error };
}

function readRow(columns: readonly ColumnSchema[], cells: readonly unknown[]): Row {
	const row: Record<string, CellValue> = {};
	columns.forEach((column, index) => {
		row[column.name] = readCell(column.type, cells[index] ?? null);
	});
	return row;
}

function readCell(type: KustoType, value: unknown): CellValue {
	if (type === "dynamic" && typeof value === "string") {
		try {
			return parseExactJson(value) as CellValue;
		} catch {
			return value;
		}
	}
	// A real that is written like a long of sixteen digits or more.
	if (type === "real" && typeof value === "string" && /^-?\d+$/.test(value)) return Number(value);
	// Log Analytics sends bools as JSON booleans, other Kusto endpoints as 0 and 1.
	if (type === "bool" && typeof value === "number") return value !== 0;
	return value as CellValue;
}

function readStatistics(wire: WireAnswer): QueryStatistics {
	const query = wire.statistics?.query as
		| { executionTime?: number; datasetStatistics?: { tableRowCount?: number }[] }
		| undefined;
	return {
		executionSeconds: typeof query?.executionTime === "number" ? query.executionTime : null,
		rowsScanned: query?.datasetStatistics?.[0]?.tableRowCount ?? null,
	};
}

function innermost(error: WireError): WireError {
	let current = error;
	for (;;) {
		const next = current.innererror ?? current.details?.[0];
		if (!next) return current;
		current = { ...next, message: next.message ?? current.message ?? "" };
	}
}

/** What Log Analytics says of an answer that was too large or too much work. */
const TOO_MUCH = /E_QUERY_RESULT_SET_TOO_LARGE|E_RUNAWAY_QUERY|E_LOW_MEMORY_CONDITION/;

/** Why an answer is partial, in words; source: the texts Log Analytics puts into `innererror`. */
function partialReason(error: WireError): string {
	const text = JSON.stringify(error);
	if (text.includes("E_QUERY_RESULT_SET_TOO_LARGE")) {
		return "The answer was cut: it exceeds 500,000 rows or 64 MB. Choose a shorter window.";
	}
	if (text.includes("E_RUNAWAY_QUERY") || text.includes("E_LOW_MEMORY_CONDITION")) {
		return "The answer was cut: the query ran out of memory in the workspace. Choose a shorter window.";
	}
	return innermost(error).message || error.message || "The workspace gave only part of the answer.";
}

/** The error of a refused or failed query, from its status and its body as the API writes it. */
export function errorFrom(status: number, error: WireError | undefined): AppError {
	const inner = error ? innermost(error) : undefined;
	const message = inner?.message ?? error?.message ?? "";
	const places = inner?.line ? [{ line: inner.line, column: (inner.pos ?? 0) + 1, message }] : [];
	if (status === 400) {
		return new AppError("query_refused", message || "The workspace refused the query.", { places });
	}
	if (status === 403 && JSON.stringify(error ?? {}).includes("NspValidationFailedError")) {
		return new AppError("not_configured", "The workspace's network settings refuse this machine.", {
			remedy:
				"Allow queries from this machine's network in the workspace's network isolation, or run where a private link leads to it.",
			details: { status },
		});
	}
	if (status === 403 && error?.code === "InvalidAuthenticationTokenAudience") {
		return new AppError("not_configured", "The workspace does not take tokens of this audience.", {
			remedy: "Check SENTINEL_CLOUD, SENTINEL_ENDPOINT and SENTINEL_AUDIENCE: they must be of one cloud.",
			details: { status },
		});
	}
	if (status === 401 || status === 403) {
		return new AppError("not_configured", "The workspace does not let this credential read it.", {
			remedy:
				"Give the identity the role Log Analytics Reader on the workspace; a new assignment takes a few minutes to take effect.",
			details: { status },
		});
	}
	if (status === 404) {
		return new AppError("not_configured", "There is no workspace with this id.", {
			remedy:
				"Check SENTINEL_WORKSPACE_ID, or workspaceId in SENTINEL_WORKSPACES: it is the Workspace ID on the workspace's overview page, a GUID.",
			details: { status },
		});
	}
	if (status === 429) {
		return new AppError("query_limit", "The workspace is busy with this identity's other queries.", {
			remedy: "Wait a minute and run the hunt again.",
		});
	}
	if (status === 504) {
		return new AppError("query_limit", message || "The query took longer than the workspace allows.", {
			remedy: "Choose a shorter window.",
			details: { shorterWindowHelps: true },
		});
	}
	return new AppError("query_failed", message || `The workspace answered with status ${status}.`, {
		places,
		details: { status },
	});
}

/** The error of a body that may be anything: the API's JSON, a proxy's page, nothing. */
export function errorFromBody(status: number, body: string | null | undefined): AppError {
	try {
		const parsed = JSON.parse(body ?? "") as { error?: WireError };
		return errorFrom(status, parsed.error);
	} catch {
		return errorFrom(status, undefined);
	}
}
