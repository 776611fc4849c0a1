import { z } from "zod";

/** Years an instant may name, in UTC: what ISO 8601 writes in four digits and PostgreSQL keeps. */
const YEARS = { first: 1, last: 9999 } as const;

/** The first of them, in milliseconds: PostgreSQL gets no date before it that was counted back from another. */
export const FIRST_INSTANT_MS = Date.parse("0001-01-01T00:00:00Z");

/**
 * An instant as text: ISO 8601 with `Z` or an offset. The shape alone would let `0000-01-01T00:00:00Z` pass, and
 * `9999-12-31T23:59:59-12:00`, which is the year 10000: PostgreSQL refuses the one, and our cursors the other.
 */
export const instant = z.iso.datetime({ offset: true }).refine((text) => {
	const year = new Date(text).getUTCFullYear();
	return !(year < YEARS.first || year > YEARS.last); // no year at all is the shape's to refuse
}, "A year from 1 to 9999, in UTC.");
