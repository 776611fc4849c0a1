import { sharedTurns } from "@/lib/core/fair-turns";
import { senderOf } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize, may } from "@/lib/platform/context/permissions";
import { databaseUrl } from "@/lib/platform/db/client";
import { workspacesOf } from "@/lib/sources/workspaces/registry";
import { examine, type HealthOptions } from "./examine";
import type { HealthReport } from "./rules";

/** So many at once, so that checks don't use up the queries that hunts need. */
const turns = sharedTurns("health checks", 3);

/**
 * The health of each of the actor's workspaces and, for anyone who may read about it, of the installation.
 * Asks the workspaces: this takes seconds, and some of the queries that they allow.
 */
export async function checkHealth(ctx: Context, options: HealthOptions = {}): Promise<HealthReport> {
	authorize(ctx.actor, "workspace.read");
	const check = () =>
		examine({
			clients: workspacesOf(ctx.actor),
			db: ctx.db,
			installation: may(ctx.actor, "installation.read") ? databaseUrl() : null,
			now: ctx.now(),
			...options,
		});
	return await turns().run(senderOf(ctx.actor), check, options.signal);
}
