import { subscribeOutbound } from "@/lib/outbound/subscribe";
import { applyMigrations, type MigrateOptions } from "@/lib/platform/db/migrate";
import { installJobs } from "@/lib/platform/jobs/boss";

/**
 * Everything a database needs before verbs use it: our tables, the job queues, and in this process the listeners. Safe to call at every
 * start and by several replicas at once.
 * @returns the names of the migrations applied now.
 */
export async function prepareDatabase(url: string, options: MigrateOptions = {}): Promise<string[]> {
	const applied = await applyMigrations(url, options);
	await installJobs(url);
	subscribeOutbound();
	return applied;
}
