/** Whose handovers somebody sees: one is about some workspaces, and is for those who may see all of them. */

import type { Actor } from "@/lib/platform/context/actor";
import { scopeOf } from "@/lib/platform/context/scope";
import type { Transaction } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client.ts";

/** What a handover is about that this actor begins; empty: every workspace. Sorted, so that equal ones are equal. */
export function workspacesOf(actor: Actor): string[] {
	return [...(scopeOf(actor) ?? [])].sort();
}

export function maySeeHandover(
	actor: Actor,
	{ workspaces }: { readonly workspaces: readonly string[] },
): boolean {
	const scope = scopeOf(actor);
	if (scope === null) return true;
	return workspaces.length > 0 && workspaces.every((id) => scope.includes(id));
}

/** Part of a Prisma `where` of handovers. */
export async function handoversInScope(
	db: Pick<Transaction, "workspace">,
	actor: Actor,
): Promise<Prisma.HandoverWhereInput> {
	const scope = scopeOf(actor);
	if (scope === null) return {};
	const outside = await db.workspace.findMany({ where: { id: { notIn: [...scope] } }, select: { id: true } });
	return {
		workspaces: { isEmpty: false },
		NOT: { workspaces: { hasSome: outside.map(({ id }) => id) } },
	};
}

/** Conditions of a WHERE over what belongs to a workspace. @param column such as `f."workspaceId"` */
export function aboutSql(workspaces: readonly string[], column: string): Prisma.Sql {
	return workspaces.length === 0
		? Prisma.sql`TRUE`
		: Prisma.sql`${Prisma.raw(column)} = ANY(${[...workspaces]}::text[])`;
}
