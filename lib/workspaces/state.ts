import type { Context } from "@/lib/context";
import type { WorkspaceState } from "@/lib/hunts/schema";
import { authorize } from "@/lib/identity/permissions";
import { requireWorkspace } from "@/lib/identity/scope";
import { currentWorkspace } from "./current";

/**
 * Which workspace hunts run against, without asking it anything: cheap enough for every page.
 * @throws AppError `forbidden` when it is not among the actor's
 */
export async function workspaceState(ctx: Context): Promise<WorkspaceState> {
	authorize(ctx.actor, "workspace.read");
	const client = currentWorkspace();
	requireWorkspace(ctx.actor, client.id);
	return {
		id: client.id,
		kind: client.kind,
		name: client.name,
		sample: await client.sample(),
		problem: null,
	};
}
