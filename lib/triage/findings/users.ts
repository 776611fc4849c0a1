import type { z } from "zod";
import { parseInput } from "@/lib/core/input/parse";
import { searchWords } from "@/lib/core/search-words";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { scopeSql } from "@/lib/platform/context/scope";
import { Prisma } from "@/lib/platform/db/generated/client.ts";
import { type FindingUser, userSearchInput } from "./schema";
import { allOf, escapeLike, wordsSql } from "./where";

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
	const words = searchWords(text);
	// Accounts are found by their beginning first, in whichever form it was typed.
	const starts = (words[0] ?? [""]).map((form) => `${escapeLike(form)}%`);
	const bounds = allOf([
		...scopeSql(ctx.actor, 'f."workspaceId"'),
		...(hunt ? [Prisma.sql`f."huntId" = ANY(${hunt})`] : []),
	]);
	return ctx.db.$queryRaw<FindingUser[]>`
		SELECT f."accountKey" AS key, min(f."accountUpn") AS upn, count(*)::int AS findings,
			count(*) FILTER (WHERE f."status" IN ('new', 'changed'))::int AS open
		FROM "Finding" f
		WHERE f."accountKey" <> '' AND ${allOf(wordsSql(text, [Prisma.sql`f."accountKey"`]))} AND ${bounds}
		GROUP BY f."accountKey"
		ORDER BY (f."accountKey" LIKE ANY(${starts})) DESC, open DESC, findings DESC, key
		LIMIT ${limit}`;
}
