import type { Database, Transaction } from "@/lib/platform/db/client";

export const earlier = (a: Date, b: Date) => new Date(Math.min(a.getTime(), b.getTime()));

/**
 * The earlier of this process's clock and the database's, which all processes share: what is later than either has not
 * happened yet.
 */
export async function surelyPast(db: Database | Transaction, own: Date): Promise<Date> {
	const [row] = await db.$queryRaw<[{ now: Date }]>`SELECT clock_timestamp() AS "now"`;
	return earlier(own, row.now);
}
