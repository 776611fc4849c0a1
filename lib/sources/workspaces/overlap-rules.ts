/** How far a run looks back again, for rows that arrive late. */

const HOUR_MS = 60 * 60_000;
/** More would read a day again with each run. */
export const MOST_OVERLAP_MS = 24 * HOUR_MS;

/** How late the rows of a table came. */
export interface DelayFacts {
	/** Rows it was measured on. */
	readonly rows: number;
	/** Milliseconds within which half and 95 % of them were there after their time. */
	readonly median: number;
	readonly most: number;
}

/**
 * By how much a run begins before the end of the last one, in milliseconds: twice the time in which 95 % of the rows
 * came, an hour at least and a day at most.
 * @param delayMs null where nobody has measured
 */
export function overlapFor(delayMs: number | null): number {
	return Math.min(MOST_OVERLAP_MS, Math.max(HOUR_MS, 2 * (delayMs ?? 0)));
}

/** Milliseconds by which two clocks of one system may differ without harm. */
export const CLOCK_SLACK_MS = 60_000;
