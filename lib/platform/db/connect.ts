import pg from "pg";
import { AppError } from "@/lib/core/errors";

/**
 * A connection of its own, beside the pool; the caller ends it.
 * @param name of what it is for, as the server's list of sessions shows it
 * @throws AppError `unavailable` with where it was sought and why it could not be made
 */
export async function connectAlone(url: string, name: string): Promise<pg.Client> {
	const client = new pg.Client({
		connectionString: url,
		application_name: `afterclick ${name}`,
		connectionTimeoutMillis: 15_000,
	});
	client.on("error", () => {}); // reported by the query that meets it
	try {
		await client.connect();
		return client;
	} catch (cause) {
		const { hostname, port, pathname } = new URL(url);
		throw new AppError(
			"unavailable",
			`PostgreSQL at ${hostname}:${port || 5432}, database ${pathname.slice(1)}, cannot be reached: ${reason(cause)}`,
			{
				remedy: "Check DATABASE_URL, that the server runs, and that the database and its user exist.",
				cause,
			},
		);
	}
}

/** Why something of the database failed. pg gathers refused addresses into an AggregateError with an empty message. */
export function reason(cause: unknown): string {
	if (cause instanceof AggregateError && cause.errors.length > 0) return reason(cause.errors[0]);
	const text = cause instanceof Error ? cause.message || cause.name : String(cause);
	return text.trim().slice(0, 2000);
}
