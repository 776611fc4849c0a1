import { AppError } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { WorkspaceClient } from "./client";
import { chosenWorkspace, workspacesOf } from "./registry";
import type { WorkspaceState } from "./workspace-state";

/**
 * A workspace that hunts run against, without asking it anything: cheap enough for every page.
 * @param id default: the first of the actor's
 * @throws AppError `forbidden` when it is not among the actor's
 */
export async function workspaceState(ctx: Context, id?: string): Promise<WorkspaceState> {
	authorize(ctx.actor, "workspace.read");
	return stateOf(chosenWorkspace(ctx.actor, id));
}

/** The same of all of the actor's, the default one first; possibly none. */
export async function workspaceStates(ctx: Context): Promise<WorkspaceState[]> {
	authorize(ctx.actor, "workspace.read");
	return Promise.all(workspacesOf(ctx.actor).map(stateOf));
}

/** A workspace whose files cannot be read has a problem, and is in nobody's way: what was found is in the database. */
export async function stateOf(client: WorkspaceClient): Promise<WorkspaceState> {
	const { id, kind, name } = client;
	try {
		return { id, kind, name, sample: await client.sample(), problem: null };
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		return { id, kind, name, sample: false, problem: problemOf(error) };
	}
}

export function problemOf(error: AppError): NonNullable<WorkspaceState["problem"]> {
	return { message: error.message, remedy: error.remedy ?? null };
}
