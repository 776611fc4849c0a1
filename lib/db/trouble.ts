import { AppError } from "@/lib/errors";

/**
 * Prisma's codes for a database that cannot be had right now: no connection became free in time, or a transaction
 * ran out of it and was rolled back (P2024, P2028); none could be made, or it was lost (P1001, P1002, P1008, P1017,
 * P2037).
 */
const PRISMA = new Set(["P1001", "P1002", "P1008", "P1017", "P2024", "P2028", "P2037"]);
/** PostgreSQL's own: connection exceptions, too many connections, and a server that stops or starts. */
const POSTGRES = /^(08\w{3}|53300|57P0[1-3])$/;
const NETWORK = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT"]);
/** Of the pool's own, which have no code. */
const POOL = /timeout exceeded when trying to connect|Connection terminated/;

const RETRY_SECONDS = 2;

/** The error as what it is to a person, when its cause is that the database is busy or away; else undefined. */
export function databaseTrouble(error: unknown): AppError | undefined {
	for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
		if (codesOf(at).some(isTrouble) || POOL.test(at.message)) {
			return new AppError(
				"unavailable",
				"The database is too busy or away. Whatever this was, try it again.",
				{
					details: { retryAfterSeconds: RETRY_SECONDS },
					cause: error,
				},
			);
		}
	}
	return undefined;
}

function isTrouble(code: unknown): boolean {
	return typeof code === "string" && (PRISMA.has(code) || POSTGRES.test(code) || NETWORK.has(code));
}

/** Its own, and for a raw query the one that Prisma keeps of PostgreSQL's answer. */
function codesOf(error: Error): unknown[] {
	const { code, meta } = error as {
		code?: unknown;
		meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } };
	};
	return [code, meta?.driverAdapterError?.cause?.originalCode];
}
