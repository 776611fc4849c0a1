/** When a query is worth asking again. Pure: the loop that waits is in logs-client.ts. */
export interface RetryPolicy {
	/** Times a query is asked, the first among them. */
	readonly most: number;
	/** Milliseconds: the first wait is between half and all of `first`, later ones double, none exceeds `longest`. */
	readonly first: number;
	readonly longest: number;
	/** Milliseconds of waiting in all. */
	readonly budget: number;
}

export const RETRY_POLICY: RetryPolicy = { most: 5, first: 1_000, longest: 30_000, budget: 120_000 };

/** How an attempt failed. */
export interface Failure {
	/** Null where no whole answer came. */
	readonly status: number | null;
	/** What the answer's Retry-After says, in milliseconds; null without one. */
	readonly retryAfterMs: number | null;
}

/**
 * Refusals for the moment: too many queries, no server to take this one, a gateway that lost it. A 504 is not among
 * them: the query itself took too long, and would again.
 */
const PASSING: ReadonlySet<number> = new Set([429, 502, 503]);

/**
 * @param attempts how often it was asked so far
 * @param waited milliseconds waited so far
 * @param random between 0 and 1
 * @returns milliseconds to wait before asking again; null to give up
 */
export function retryWait(
	policy: RetryPolicy,
	failure: Failure,
	attempts: number,
	waited: number,
	random: number,
): number | null {
	if (failure.status !== null && !PASSING.has(failure.status)) return null;
	if (attempts >= policy.most) return null;
	const backoff = Math.min(policy.longest, policy.first * 2 ** (attempts - 1));
	// Anyone who is told a time comes a little later, and not all at once.
	const wait =
		failure.retryAfterMs === null
			? backoff * (0.5 + random / 2)
			: failure.retryAfterMs + random * Math.min(1_000, policy.first);
	return waited + wait > policy.budget ? null : Math.round(wait);
}

/** Retry-After in milliseconds (RFC 9110: seconds, or a date); null where it is neither. */
export function readRetryAfter(value: string | undefined, now: Date): number | null {
	if (value === undefined || value.trim() === "") return null;
	const seconds = Number(value);
	if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
	const date = Date.parse(value);
	return Number.isNaN(date) ? null : Math.max(0, date - now.getTime());
}
