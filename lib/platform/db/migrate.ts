/** Brings a database up to the migrations of this version, at every start, also when replicas start together. */
import type pg from "pg";
import { AppError } from "@/lib/core/errors";
import { connectAlone, reason } from "@/lib/platform/db/connect";
import { readMigrations, readSchema, schemaPath } from "@/lib/platform/db/migrations";
import { noFilters, withSchemaEngine } from "@/lib/platform/db/schema-engine";

/** Any constant will do, as long as every replica uses the same; this one spells "aftrclck". */
const LOCK_KEY = "7017840465217578859";
const OLDEST_SERVER = 150_000;

export interface MigrateOptions {
	/** Directory that holds `prisma/`; the working directory if not given. */
	readonly root?: string;
}

/**
 * Applies what is missing, under an advisory lock held on a connection of its own: a second replica waits,
 * then finds nothing to do. Each migration is one transaction.
 * @returns the names of the migrations applied now; empty when the database was up to date.
 * @throws AppError `unavailable` when the database cannot be reached, is too old, has a failed migration, or
 * was migrated by a newer version of the product.
 */
export async function applyMigrations(url: string, options: MigrateOptions = {}): Promise<string[]> {
	const { root = "." } = options;
	const [migrationsList, schema] = await Promise.all([readMigrations(root), readSchema(root)]);
	const guard = await connectAlone(url, "migrate");
	try {
		await requireSupportedServer(guard);
		await guard.query("select pg_advisory_lock($1)", [LOCK_KEY]);
		const known = migrationsList.migrationDirectories.map((migration) => migration.path);
		const pending = await pendingOf(guard, known);
		if (pending.length === 0) return []; // saves loading the engine: the usual start
		return await withSchemaEngine({ url, schema, schemaPath }, async (engine) => {
			try {
				return (await engine.applyMigrations({ migrationsList, filters: noFilters })).appliedMigrationNames;
			} catch (cause) {
				throw new AppError("unavailable", `The database could not be migrated: ${reason(cause)}`, {
					remedy: "Nothing of the failed migration was kept. Correct the cause and start again.",
					cause,
				});
			}
		});
	} finally {
		await guard.end(); // ends the session, and the lock with it
	}
}

async function requireSupportedServer(client: pg.Client): Promise<void> {
	const { rows } = await client.query("select current_setting('server_version_num')::int as version");
	const version: number = rows[0].version;
	if (version < OLDEST_SERVER) {
		throw new AppError(
			"unavailable",
			`PostgreSQL ${Math.floor(version / 10_000)} is too old: 15 or newer is needed.`,
		);
	}
}

async function pendingOf(client: pg.Client, known: string[]): Promise<string[]> {
	const table = await client.query("select to_regclass('_prisma_migrations') is not null as present");
	if (!table.rows[0].present) return known;
	const { rows } = await client.query<{ name: string; done: boolean }>(
		`select migration_name as name, finished_at is not null as done from _prisma_migrations
		 where rolled_back_at is null order by started_at`,
	);
	const failed = rows.find((row) => !row.done);
	if (failed) {
		// A script is one transaction (see schema-engine.ts): an unfinished one left nothing behind but its row.
		await client.query(
			"update _prisma_migrations set rolled_back_at = now() where migration_name = $1 and finished_at is null",
			[failed.name],
		);
	}
	const applied = new Set(rows.filter((row) => row.done).map((row) => row.name));
	const unknown = [...applied].filter((name) => !known.includes(name));
	if (unknown.length > 0) {
		throw new AppError(
			"unavailable",
			`The database is ahead of this version: it has the migration ${unknown.at(-1)}, which is not here.`,
			{ remedy: "Start the version that made it, or a newer one; or restore the database of this version." },
		);
	}
	return known.filter((name) => !applied.has(name));
}
