import { AppError } from "@/lib/core/errors";

/**
 * Prisma's codes for a database that can't be had right now: no connection became free in time, or a transaction
 * ran out of it and was rolled back (P2024, P2028); none could be made, or it was lost (P1001, P1002, P1008, P1011,
 * P1017, P2037, P2039); a deadlock (P2034). P2039 is also any fault that Prisma has no name for: {@link FAULT}.
 */
const PRISMA = new Set([
	"P1001",
	"P1002",
	"P1008",
	"P1011",
	"P1017",
	"P2024",
	"P2028",
	"P2034",
	"P2037",
	"P2039",
]);
/** What the driver calls them; a raw query has no other sign, its own code being P2010 for every fault. */
const DRIVER = new Set([
	"ConnectionClosed",
	"DatabaseNotReachable",
	"SocketTimeout",
	"TlsConnectionError",
	"TooManyConnections",
	"TransactionWriteConflict",
]);
/** PostgreSQL's own: connection exceptions, too many connections, deadlocks, and a server that stops or starts. */
const POSTGRES = /^(08\w{3}|40001|40P01|53300|57P0[1-5])$/;
/** disk_full and io_error; and the system's own, of a file that this process writes. */
const DISK = /^(53100|58030|ENOSPC|EDQUOT)$/;
/** The system's words, where DuckDB or PostgreSQL hands on nothing else. */
const DISK_WORDS = /no space left on device|disk quota exceeded/i;
/** PostgreSQL's own for what is wrong with a statement or its values: no trouble, however often it is tried again. */
const FAULT = /^(22|23|42)[0-9A-Z]{3}$/;
const NETWORK = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT"]);
/** Of the pool's own, which have no code. */
const POOL =
	/timeout exceeded when trying to connect|Connection terminated|connection error and is not queryable/;

const RETRY_SECONDS = 2;

const details = { retryAfterSeconds: RETRY_SECONDS };

/** Refuses a write while the disk is full, no matter who noticed. @param cause what PostgreSQL answered, where it was asked */
export function diskFull(cause?: unknown): AppError {
	return new AppError("unavailable", "The disk is full. Nothing was saved.", {
		remedy: "Free some space on Afterclick's disk, then try again.",
		details,
		cause,
	});
}

/** The error as what it is to a person, when its cause is that the database is busy, away or full; else undefined. */
export function databaseTrouble(error: unknown): AppError | undefined {
	for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
		const codes = codesOf(at);
		if (codes.some((code) => DISK.test(code)) || DISK_WORDS.test(at.message)) return diskFull(error);
		if (codes.some((code) => FAULT.test(code))) return undefined;
		if (codes.some(isTrouble) || POOL.test(at.message)) {
			return new AppError("unavailable", "The database is busy or can't be reached. Try again.", {
				details,
				cause: error,
			});
		}
	}
	return undefined;
}

function isTrouble(code: string): boolean {
	return PRISMA.has(code) || DRIVER.has(code) || POSTGRES.test(code) || NETWORK.has(code);
}

/** Its own, and those of the driver's error that Prisma keeps with its own or sends as it is. */
function codesOf(error: Error): string[] {
	const { code, meta, cause } = error as {
		code?: unknown;
		meta?: { driverAdapterError?: { cause?: DriverFault } };
		cause?: DriverFault | undefined;
	};
	const driver = meta?.driverAdapterError?.cause ?? cause;
	return [code, driver?.originalCode, driver?.kind].filter(
		(each): each is string => typeof each === "string",
	);
}

interface DriverFault {
	readonly kind?: unknown;
	readonly originalCode?: unknown;
}
