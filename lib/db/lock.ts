import { Client } from "pg";
import { config } from "@/lib/config";

export interface HeldLock {
	release(): Promise<void>;
}

/**
 * Takes a lock that lives as long as this process does, on a connection of its own: PostgreSQL drops it when
 * the connection ends, also on `kill -9`. Null when another process, or this one, has it.
 */
export async function holdLock(name: string): Promise<HeldLock | null> {
	const client = new Client({ connectionString: config().databaseUrl, keepAlive: true });
	// A lost connection is a lost lock; the holder's own statements fail then, and say so.
	client.on("error", () => undefined);
	await client.connect();
	const { rows } = await client.query<{ taken: boolean }>(
		"SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS taken",
		[name],
	);
	if (rows[0]?.taken) return { release: () => client.end() };
	await client.end();
	return null;
}
