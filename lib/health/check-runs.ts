import type { Database } from "@/lib/db/client";
import type { CataloguedHunt } from "@/lib/hunts/catalogue";
import { type RunRow, toRun } from "@/lib/hunts/run-dto";
import type { Check } from "./rules";
import { lastRunChecks } from "./run-rules";

/** How each hunt of the catalogue last ended against this workspace. */
export async function checkRuns(
	db: Database,
	workspaceId: string,
	hunts: readonly CataloguedHunt[],
	now: Date,
): Promise<Check[]> {
	const ids = hunts.map(({ id }) => id);
	const rows = await db.$queryRaw<RunRow[]>`SELECT DISTINCT ON ("huntId") * FROM "HuntRun"
		WHERE "workspaceId" = ${workspaceId} AND "huntId" = ANY(${ids})
			AND status IN ('succeeded', 'partial', 'failed')
		ORDER BY "huntId", "finishedAt" DESC`;
	return lastRunChecks(rows.map(toRun), now);
}
