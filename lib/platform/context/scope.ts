/** Which workspaces an actor's reads and writes are limited to, in the forms that queries take it. */

import { AppError } from "@/lib/core/errors";
import { Prisma } from "@/lib/platform/db/generated/client.ts";
import type { Actor } from "./actor";

/** Ids of the workspaces the actor may see; null: all of them. */
export function scopeOf(actor: Actor): readonly string[] | null {
	if (actor.kind === "visitor") return [];
	return actor.kind === "system" ? null : actor.workspaces;
}

/** Part of a Prisma `where` of what belongs to a workspace. */
export function inScope(actor: Actor): { workspaceId?: { in: string[] } } {
	const scope = scopeOf(actor);
	return scope === null ? {} : { workspaceId: { in: [...scope] } };
}

/** The same as conditions of a WHERE; none where all may be seen. @param column such as `f."workspaceId"` */
export function scopeSql(actor: Actor, column: string): Prisma.Sql[] {
	const scope = scopeOf(actor);
	return scope === null ? [] : [Prisma.sql`${Prisma.raw(column)} = ANY(${scope}::text[])`];
}

/** Whether the actor may see this workspace at all; what it may do there is the permissions' table. */
export function maySee(actor: Actor, workspaceId: string): boolean {
	const scope = scopeOf(actor);
	return scope === null || scope.includes(workspaceId);
}

/** @throws AppError `forbidden` when the workspace is not among the actor's. */
export function requireWorkspace(actor: Actor, workspaceId: string): void {
	if (maySee(actor, workspaceId)) return;
	throw new AppError("forbidden", "You don't have access to the workspace that hunts run in.", {
		remedy: "Ask an administrator to add it.",
	});
}

/** Whether all that somebody or something may see (an empty list: everything) the actor may see as well. */
export function seesAllOf(actor: Actor, workspaces: readonly string[]): boolean {
	const scope = scopeOf(actor);
	return scope === null || (workspaces.length > 0 && workspaces.every((id) => scope.includes(id)));
}
