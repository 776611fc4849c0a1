import type { Database } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client.ts";

/**
 * For whom a run counts where places are shared: its person, whichever of their tokens started it. All schedules are
 * one owner, and all backfills another. In the `FROM` are "HuntRun" run and, left joined, "ApiToken" token.
 */
export const RUN_OWNER = Prisma.sql`CASE WHEN run."trigger" <> 'person' THEN run."trigger"::text
	ELSE coalesce(token."personId"::text, run."requestedById", run."requestedByName") END`;

export const RUN_WITH_TOKEN = Prisma.sql`"HuntRun" run
	LEFT JOIN "ApiToken" token ON run."trigger" = 'person' AND token."id"::text = run."requestedById"`;

export async function runOwner(db: Database, runId: string): Promise<string> {
	const [row] = await db.$queryRaw<{ owner: string }[]>`
		SELECT ${RUN_OWNER} AS "owner" FROM ${RUN_WITH_TOKEN} WHERE run."id" = ${runId}::uuid`;
	return row?.owner ?? "";
}
