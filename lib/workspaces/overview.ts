import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { authorize } from "@/lib/identity/permissions";
import type { TableState } from "./client";
import { chosenWorkspace } from "./registry";
import { problemOf, workspaceState } from "./state";
import { KNOWN_TABLES } from "./tables";
import type { WorkspaceState } from "./workspace-state";

export interface WorkspaceOverview extends WorkspaceState {
	readonly tables: readonly TableState[];
}

/** The workspace with its tables; a workspace that cannot be asked has none and a problem that says why. */
export async function workspaceOverview(ctx: Context, id?: string): Promise<WorkspaceOverview> {
	authorize(ctx.actor, "workspace.read");
	const state = await workspaceState(ctx, id);
	const client = chosenWorkspace(ctx.actor, id);
	try {
		const names = client.kind === "local" ? null : KNOWN_TABLES.map((table) => table.name);
		return { ...state, tables: await client.tables(names) };
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		return { ...state, tables: [], problem: problemOf(error) };
	}
}
