import type { AppError } from "@/lib/core/errors";
import type { ColumnSchema } from "@/lib/sources/kql/tables";
import type { TimeWindow } from "@/lib/sources/workspaces/windows";

/**
 * A value as a query returns it. Datetimes stay the text the service sent (ISO 8601, up to seven decimals),
 * since a Date would cut them to milliseconds; a long beyond 2^53 is a decimal string; dynamic is parsed.
 */
export type CellValue =
	| string
	| number
	| boolean
	| null
	| { readonly [key: string]: unknown }
	| readonly unknown[];
export type Row = Readonly<Record<string, CellValue>>;

/** An answer's rows, in its order. They may be parsed while they are read: read them once where there are many. */
export interface Rows extends Iterable<Row> {
	readonly length: number;
}

export function firstRow(rows: Rows): Row | undefined {
	for (const row of rows) return row;
	return undefined;
}

export interface QueryRequest {
	readonly kql: string;
	/** Intersects with any time filter in the query. */
	readonly window: TimeWindow | null;
	readonly signal?: AbortSignal | undefined;
	/** Milliseconds the service may take; at most ten minutes, its own limit. */
	readonly timeoutMs?: number | undefined;
	/** Milliseconds to wait at most for a free query slot, and for asking again; default: for a slot any time. */
	readonly patienceMs?: number | undefined;
	/** Told what the query waits for, each time that changes; null when it waits no more. */
	readonly onWaiting?: ((wait: QueryWait | null) => void) | undefined;
	/** For whom it is: where queries share one machine, no owner's keep the others waiting. */
	readonly owner?: string | undefined;
}

/** Why a query is not under way: others of this identity are before it, or the service wants to be left alone. */
export type QueryWait =
	| { readonly for: "slot"; readonly ahead: number }
	| { readonly for: "service"; readonly until: Date };

export interface QueryStatistics {
	readonly executionSeconds: number | null;
	readonly rowsScanned: number | null;
}

/**
 * How a query came out. `partial` holds the rows there are and says why there are not more;
 * `no_data` is an answer without rows, which is not a failure and not an outage.
 */
export type QueryAnswer =
	| {
			readonly outcome: "complete";
			readonly columns: readonly ColumnSchema[];
			readonly rows: Rows;
			readonly statistics: QueryStatistics;
	  }
	| {
			readonly outcome: "partial";
			readonly reason: string;
			/** The answer was too large or too much work, and one for less time might not be. */
			readonly shorterWindowHelps: boolean;
			readonly columns: readonly ColumnSchema[];
			readonly rows: Rows;
			readonly statistics: QueryStatistics;
	  }
	| { readonly outcome: "no_data"; readonly statistics: QueryStatistics }
	| { readonly outcome: "failed"; readonly error: AppError };

export interface TableState {
	readonly name: string;
	readonly columns: readonly ColumnSchema[];
	/** Null where counting would read the whole table. */
	readonly rows: number | null;
	/** ISO instants of the oldest and newest `TimeGenerated`; null without rows or without that column. */
	readonly oldest: string | null;
	readonly newest: string | null;
}

/** The seam: everything above it is the same for the local workspace and for Sentinel. */
export interface WorkspaceClient {
	readonly id: string;
	readonly kind: "local" | "sentinel";
	readonly name: string;
	/** True while all of the workspace is generated sample data. */
	sample(): Promise<boolean>;
	/** Never throws for what the service says; a cancelled query is `failed` with code `cancelled`. */
	query(request: QueryRequest): Promise<QueryAnswer>;
	/** States of the named tables that exist, or of all where the workspace can list them. @throws AppError */
	tables(names: readonly string[] | null, signal?: AbortSignal): Promise<readonly TableState[]>;
}

/** The same workspace, with every query asked for this owner. */
export function ownedBy(client: WorkspaceClient, owner: string): WorkspaceClient {
	return {
		id: client.id,
		kind: client.kind,
		name: client.name,
		sample: () => client.sample(),
		query: (request) => client.query({ ...request, owner }),
		tables: (names, signal) => client.tables(names, signal),
	};
}
