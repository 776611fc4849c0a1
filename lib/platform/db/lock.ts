/** Locks that replicas share and that no crash can leave behind: PostgreSQL ends them with the session. */
import pg from "pg";
import { connectionOptions, databaseUrl } from "@/lib/platform/db/client";

export interface HeldLock {
	/** Aborted when the connection, and with it the lock, was lost before `release()`. */
	readonly lost: AbortSignal;
	/** Gives the lock back; safe to call twice. */
	release(): Promise<void>;
}

/**
 * Takes the lock called `name` on a connection of its own, for work that outlasts a transaction.
 * @returns undefined, without waiting, when another session holds it.
 */
export async function holdLock(name: string): Promise<HeldLock | undefined> {
	const client = new pg.Client(connectionOptions(databaseUrl(), "lock"));
	const lost = new AbortController();
	let released = false;
	const onLoss = () => {
		if (!released) lost.abort(new Error(`The connection that held the lock "${name}" was lost.`));
	};
	client.on("error", onLoss);
	client.on("end", onLoss);
	await client.connect();
	const end = async () => {
		if (released) return;
		released = true;
		await client.end().catch(() => undefined);
	};
	try {
		const { rows } = await client.query<{ held: boolean }>(
			"select pg_try_advisory_lock(hashtextextended($1, 0)) as held",
			[name],
		);
		if (rows[0]?.held) return { lost: lost.signal, release: end };
	} catch (error) {
		await end();
		throw error;
	}
	await end();
	return undefined;
}
