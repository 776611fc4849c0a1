import { AppError } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { KNOWN_TABLES } from "@/lib/sources/kql/tables";
import { chosenWorkspace } from "./registry";
import { problemOf, workspaceState } from "./state";
import type { WorkspaceOverview } from "./workspace-state";

/** The workspace with its tables; a workspace that can’t be queried has none and a problem that says why. */
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
