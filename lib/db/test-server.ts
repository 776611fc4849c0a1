/**
 * Vitest's global setup for tests against PostgreSQL: the server in DATABASE_URL (its user must be allowed to
 * create databases) or one of our own in a temporary directory. Migrated once into a template; each test file
 * then copies that (see test-database.ts).
 */
import pg from "pg";
import type { TestProject } from "vitest/node";
import { config } from "@/lib/config";
import { prepareDatabase } from "@/lib/db/prepare";
import { startTemporaryServer } from "@/lib/db/temporary-server";

declare module "vitest" {
	interface ProvidedContext {
		/** URL of the migrated template; nobody may be connected to it while it is copied. */
		databaseTemplate: string;
	}
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
	const external = config().databaseUrl;
	const server = external ? { url: external, stop: async () => {} } : await startTemporaryServer();
	const name = `afterclick_template_${process.pid}`;
	const template = new URL(server.url);
	template.pathname = `/${name}`;
	await asAdmin(server.url, `drop database if exists ${name} with (force)`, `create database ${name}`);
	await prepareDatabase(template.href);
	project.provide("databaseTemplate", template.href);
	return async () => {
		if (external) await asAdmin(server.url, `drop database if exists ${name} with (force)`);
		await server.stop();
	};
}

async function asAdmin(url: string, ...statements: string[]): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		for (const statement of statements) await client.query(statement);
	} finally {
		await client.end();
	}
}
