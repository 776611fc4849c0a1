import { applyMigrations, type MigrateOptions } from "@/lib/db/migrate";
import { installJobs } from "@/lib/jobs/boss";

/**
 * Everything a database needs before the product uses it: our tables and the job queues. Safe to call at every
 * start and by several replicas at once.
 * @returns the names of the migrations applied now.
 */
export async function prepareDatabase(url: string, options: MigrateOptions = {}): Promise<string[]> {
	const applied = await applyMigrations(url, options);
	await installJobs(url);
	return applied;
}
