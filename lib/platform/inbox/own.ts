import { AppError } from "@/lib/core/errors";
import type { Actor } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { scopeOf } from "@/lib/platform/context/scope";
import { Prisma } from "@/lib/platform/db/generated/client.ts";

/** Whose inbox it is. @throws AppError `forbidden` for what is no person */
export function ownerOf(actor: Actor): string {
	if (actor.kind === "person") return actor.id;
	throw new AppError("forbidden", "Only people have an inbox.");
}

/**
 * Conditions of a WHERE of "InboxItem": the actor's own, as far as they may see now what it is about. Who was limited
 * to some workspaces since reads nothing more of the others.
 */
export function ownInboxSql(actor: Actor): Prisma.Sql {
	const own = Prisma.sql`"personId" = ${ownerOf(actor)}::uuid`;
	const scope = scopeOf(actor);
	if (scope === null) return own;
	return Prisma.sql`${own} AND "workspaces" <> '{}' AND "workspaces" <@ ${[...scope]}::text[]`;
}

/** How many unread items the actor has. */
export async function countUnread({ actor, db }: Pick<Context, "actor" | "db">): Promise<number> {
	const [row] = await db.$queryRaw<[{ unread: number }]>`
		SELECT count(*)::int AS "unread" FROM "InboxItem" WHERE ${ownInboxSql(actor)} AND "readAt" IS NULL`;
	return row.unread;
}
