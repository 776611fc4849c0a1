import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { publishDatabaseUrl } from "@/lib/config";
import { closeDatabase, type Database, database } from "@/lib/db/client";
import { closeNotifications } from "@/lib/db/notify";

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
	const template = new URL(inject("databaseTemplate"));
	const name = `afterclick_test_${randomUUID().replaceAll("-", "")}`;
	const admin = new URL(template);
	admin.pathname = "/postgres";
	const url = new URL(template);
	url.pathname = `/${name}`;
	await run(admin.href, `create database ${name} template ${template.pathname.slice(1)}`);
	publishDatabaseUrl(url.href);
	return {
		db: database(),
		url: url.href,
		async drop() {
			await closeNotifications();
			await closeDatabase();
			publishDatabaseUrl(undefined);
			await run(admin.href, `drop database if exists ${name} with (force)`);
		},
	};
}

async function run(url: string, statement: string): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		await client.query(statement);
	} finally {
		await client.end();
	}
}
