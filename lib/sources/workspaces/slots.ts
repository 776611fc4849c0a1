import type { QueryRequest } from "./client";

/** Keeps the queries of one identity, over all processes, within what the service allows it. */
export interface QuerySlots {
	/**
	 * Waits for its turn, telling `onWaiting` how many are before it.
	 * @throws AppError `query_limit` after `patienceMs` without one; DOMException AbortError when `signal` fires
	 */
	acquire(
		request: Pick<QueryRequest, "signal" | "patienceMs" | "onWaiting">,
	): Promise<{ release(): Promise<void> }>;
	/** Nobody starts a query for so many milliseconds. */
	pause(ms: number): Promise<void>;
}
