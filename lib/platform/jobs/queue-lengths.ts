import type { Database } from "@/lib/platform/db/client";
import { queueNames } from "./queues";

/** Jobs that wait in each queue, those that will be tried again included. */
export async function queueLengths(db: Database): Promise<ReadonlyMap<string, number>> {
	const rows = await db.$queryRaw<{ name: string; waiting: number }[]>`
		SELECT "name", count(*)::int AS "waiting" FROM "pgboss"."job"
		WHERE "name" = ANY(${[...queueNames]}) AND "state" IN ('created', 'retry') GROUP BY "name"`;
	const waiting = new Map(rows.map((row) => [row.name, row.waiting]));
	return new Map(queueNames.map((name) => [name, waiting.get(name) ?? 0]));
}
