import { inject } from "vitest";
import { publishDatabaseUrl } from "@/lib/platform/config/config";
import { closeDatabase, type Database, database } from "@/lib/platform/db/client";
import { closeNotifications } from "@/lib/platform/db/notify";
import { createScratchDatabase } from "@/test/db/scratch";

export interface TestDatabase {
	readonly db: Database;
	readonly url: string;
	/** Closes this process's connections and drops the database. */
	drop(): Promise<void>;
}

/**
 * A fresh, migrated database for one test file, and the product's database as long as the file runs:
 * `database()`, `subscribe()`, `holdLock()` and the jobs all use it.
 *
 * @example
 * let test: TestDatabase;
 * beforeAll(async () => { test = await createTestDatabase(); });
 * afterAll(() => test.drop());
 */
export async function createTestDatabase(): Promise<TestDatabase> {
	const scratch = await createScratchDatabase(inject("databaseServer"), "test", inject("databaseTemplate"));
	publishDatabaseUrl(scratch.url);
	return {
		db: database(),
		url: scratch.url,
		async drop() {
			await closeNotifications();
			await closeDatabase();
			publishDatabaseUrl(undefined);
			await scratch.drop();
		},
	};
}
