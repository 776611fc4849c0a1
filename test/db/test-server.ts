/**
 * Vitest's global setup for tests against PostgreSQL: the server in DATABASE_URL (its user must be allowed to
 * create databases) or one of our own in a temporary directory. Migrated once into a template; each test file
 * then copies that (see test-database.ts).
 */
import type { TestProject } from "vitest/node";
import { prepareDatabase } from "@/lib/operations/startup/prepare-database";
import { config } from "@/lib/platform/config/config";
import { createScratchDatabase } from "@/test/db/scratch";
import { startTemporaryServer } from "@/test/db/temporary-server";

declare module "vitest" {
	interface ProvidedContext {
		/** A database on the server, from which others can be created and dropped. */
		databaseServer: string;
		/** The migrated template; nobody may be connected to it while it is copied. */
		databaseTemplate: string;
	}
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
	const external = config().databaseUrl;
	const server = external ? { url: external, stop: async () => {} } : await startTemporaryServer();
	const template = await createScratchDatabase(server.url, "template");
	await prepareDatabase(template.url);
	project.provide("databaseServer", server.url);
	project.provide("databaseTemplate", template.url);
	return async () => {
		await template.drop();
		await server.stop();
	};
}
