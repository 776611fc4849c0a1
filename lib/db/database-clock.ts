import type { Database, Transaction } from "@/lib/db/client";

/** What time it is by the database's clock, which all processes share. */
export async function databaseNow(db: Database | Transaction): Promise<Date> {
	const [row] = await db.$queryRaw<[{ now: Date }]>`SELECT clock_timestamp() AS "now"`;
	return row.now;
}

/** The earlier of this process's clock and the database's: what is later than either has not happened yet. */
export async function surelyPast(db: Database | Transaction, own: Date): Promise<Date> {
	return earlier(own, await databaseNow(db));
}

export const earlier = (a: Date, b: Date) => new Date(Math.min(a.getTime(), b.getTime()));
