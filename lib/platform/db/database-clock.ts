import type { Database, Transaction } from "@/lib/platform/db/client";

export const earlier = (a: Date, b: Date) => new Date(Math.min(a.getTime(), b.getTime()));
export const later = (a: Date, b: Date) => new Date(Math.max(a.getTime(), b.getTime()));

/** What time it is for the database, which all processes share: by it limits are kept that all of them count. */
export async function databaseNow(db: Database | Transaction): Promise<Date> {
	const [row] = await db.$queryRaw<[{ now: Date }]>`SELECT clock_timestamp() AS "now"`;
	return row.now;
}

/**
 * The earlier of this process's clock and the database's, which all processes share: what is later than either has not
 * happened yet.
 */
export async function surelyPast(db: Database | Transaction, own: Date): Promise<Date> {
	return earlier(own, await databaseNow(db));
}
