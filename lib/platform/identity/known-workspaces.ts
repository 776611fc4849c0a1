import { fieldError } from "@/lib/core/errors";
import { configuredWorkspaces } from "@/lib/platform/config/configured-workspaces";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { scopeOf } from "@/lib/platform/context/scope";
import type { WorkspaceChoice } from "./token-schema";

/** The workspaces that can be given: those with findings or runs, and those that hunts run against. */
export async function knownWorkspaces(ctx: Context): Promise<WorkspaceChoice[]> {
	authorize(ctx.actor, "workspace.read");
	const rows = await ctx.db.workspace.findMany({
		select: { id: true, name: true },
		orderBy: { name: "asc" },
	});
	const without = configuredWorkspaces().filter(({ id }) => !rows.some((row) => row.id === id));
	const all = [...rows, ...without.map(({ id, name }) => ({ id, name }))];
	const scope = scopeOf(ctx.actor);
	return scope === null ? all : all.filter((workspace) => scope.includes(workspace.id));
}

/** @throws AppError `invalid_input` for an id that no workspace has */
export async function requireKnownWorkspaces(ctx: Context, ids: readonly string[]): Promise<void> {
	authorize(ctx.actor, "workspace.read");
	if (ids.length === 0) return;
	const known = new Set((await knownWorkspaces(ctx)).map(({ id }) => id));
	const unknown = ids.filter((id) => !known.has(id));
	if (unknown.length === 0) return;
	const message = `There is no workspace ${unknown.join(", ")}.`;
	throw fieldError("workspaces", message);
}
