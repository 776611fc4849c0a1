import type { z } from "zod";
import type { Context } from "@/lib/context";
import { Prisma } from "@/lib/db/generated/client.ts";
import { parseInput } from "@/lib/http/parse";
import { authorize } from "@/lib/identity/permissions";
import { scopeSql } from "@/lib/identity/scope";
import { type FindingUser, userSearchInput } from "./schema";
import { allOf, escapeLike } from "./where";

/**
 * Users that have findings, for the type-ahead: those whose UPN starts with the text first, then those that
 * contain it; the ones with most open findings before the others.
 */
export async function searchUsers(
	ctx: Context,
	input: z.input<typeof userSearchInput>,
): Promise<FindingUser[]> {
	authorize(ctx.actor, "findings.read");
	const { text, limit, hunt } = parseInput(userSearchInput, input);
	const typed = escapeLike(text.toLowerCase());
	const bounds = allOf([
		...scopeSql(ctx.actor, 'f."workspaceId"'),
		...(hunt ? [Prisma.sql`f."huntId" = ${hunt}`] : []),
	]);
	return ctx.db.$queryRaw<FindingUser[]>`
		SELECT f."accountKey" AS key, min(f."accountUpn") AS upn, count(*)::int AS findings,
			count(*) FILTER (WHERE f."status" IN ('new', 'changed'))::int AS open
		FROM "Finding" f
		WHERE f."accountKey" <> '' AND f."accountKey" LIKE ${`%${typed}%`} AND ${bounds}
		GROUP BY f."accountKey"
		ORDER BY (f."accountKey" LIKE ${`${typed}%`}) DESC, open DESC, findings DESC, key
		LIMIT ${limit}`;
}
