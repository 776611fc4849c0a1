/** What the engine and its child process say to each other. */

export interface WorkerOptions {
	/** Absolute path of the workspace. */
	readonly directory: string;
	/** What DuckDB may hold. */
	readonly memoryLimitMb: number;
	/** Resident memory at which the child gives itself up. */
	readonly residentLimitMb: number;
	readonly threads: number;
}

export type ToWorker =
	| {
			readonly type: "query";
			readonly id: number;
			readonly kql: string;
			/** Milliseconds since 1970, half-open. */
			readonly timespan: { readonly from: number; readonly to: number } | null;
			/** What `now()` yields, in milliseconds since 1970. */
			readonly now: number;
			readonly maxRows: number;
	  }
	| { readonly type: "cancel"; readonly id: number };

export type FromWorker =
	| { readonly type: "ready" }
	/** A piece of the body of the answer; sent in order. */
	| { readonly type: "piece"; readonly id: number; readonly text: string }
	| { readonly type: "done"; readonly id: number; readonly status: number }
	/** The query was cancelled and has ended. */
	| { readonly type: "cancelled"; readonly id: number }
	/** It needed more memory than there is. */
	| { readonly type: "out-of-memory"; readonly id: number };
