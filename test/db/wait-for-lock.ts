import type { Database } from "@/lib/platform/db/client";
import { until } from "@/test/until";

/** Resolves once a statement in this database waits for a lock that another transaction holds. */
export async function waitForLock(db: Database): Promise<void> {
	await until(async () => {
		const [row] = await db.$queryRaw<[{ waiting: number }]>`SELECT count(*)::int AS "waiting"
			FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
		return row.waiting > 0;
	}, "a statement waits for a lock");
}
