/** The product's one door to PostgreSQL: a Prisma client over a pool of `pg` connections. */
import { PrismaPg } from "@prisma/adapter-pg";
import { AppError } from "@/lib/core/errors";
import { config } from "@/lib/platform/config/config";
import { Prisma, PrismaClient } from "@/lib/platform/db/generated/client.ts";
import { observeQueries } from "@/lib/platform/telemetry/queries";

export type Database = PrismaClient;
/** The handle inside `db.$transaction(async (tx) => …)`. */
export type Transaction = Prisma.TransactionClient;

/** For a transaction that may change thousands of rows, or wait for one that does; in milliseconds. */
export const LONG_TRANSACTION = { timeout: 60_000, maxWait: 10_000 } as const;

/**
 * One client per process and per copy of Prisma's runtime. Next's bundle and the scripts around it may load
 * two copies in one process, and a client does not know the other copy's `Prisma.DbNull` or error classes;
 * the error class therefore serves as the key. A reloaded module in development finds the client again.
 */
const key = Symbol.for("afterclick.databases");
type Clients = Map<unknown, { readonly url: string; readonly client: PrismaClient }>;
const shared = globalThis as { [key]?: Clients };

function clients(): Clients {
	shared[key] ??= new Map();
	return shared[key];
}

/** The URL of the product's database. @throws AppError `unavailable` before an embedded server is up. */
export function databaseUrl(): string {
	const { databaseUrl: url } = config();
	if (url) return url;
	throw new AppError(
		"unavailable",
		"There is no database: DATABASE_URL is not set and no server was started.",
		{
			remedy: "Start with `npm start`, which brings its own PostgreSQL, or set DATABASE_URL.",
		},
	);
}

/** The process's client, made on first use. Connections are opened as they are needed. */
export function database(): Database {
	const url = databaseUrl();
	const known = clients().get(Prisma.PrismaClientKnownRequestError);
	if (known?.url === url) return known.client;
	void known?.client.$disconnect();
	const client = createClient(url, config().databasePoolSize);
	clients().set(Prisma.PrismaClientKnownRequestError, { url, client });
	return client;
}

/** A client of its own, for a test's database; the caller disconnects it. */
export function createClient(url: string, poolSize: number): Database {
	return observeQueries(
		new PrismaClient({
			adapter: new PrismaPg(poolOptions(url, poolSize)),
			// Prisma's own five seconds would cut off a bulk decision on a busy machine.
			transactionOptions: { maxWait: 10_000, timeout: 60_000 },
		}),
	);
}

/** Closes every client of the process. The next `database()` would open a new one. */
export async function closeDatabase(): Promise<void> {
	const open = [...clients().values()];
	clients().clear();
	await Promise.all(open.map(({ client }) => client.$disconnect()));
}

/** What every connection of ours has in common, also those that `pg` opens beside Prisma. */
export function connectionOptions(url: string, name: string) {
	return {
		connectionString: url,
		application_name: `afterclick ${name}`,
		// The adapter sends and reads times as text without a zone and takes them for UTC.
		options: "-c TimeZone=UTC",
		keepAlive: true,
		connectionTimeoutMillis: 15_000,
	};
}

function poolOptions(url: string, poolSize: number) {
	return { ...connectionOptions(url, "app"), max: poolSize, idleTimeoutMillis: 60_000 };
}
