import type { Database } from "@/lib/platform/db/client";
import type { CataloguedHunt } from "@/lib/triage/catalogue/catalogue";
import { type RunRow, toRun } from "@/lib/triage/runs/run-dto";
import type { Check } from "./rules";
import { gapChecks, lastRunChecks, readUntilCheck } from "./run-rules";

/** How each hunt of the catalogue last ended against this workspace, how far it has read, and what it left out. */
export async function checkRuns(
	db: Database,
	workspaceId: string,
	hunts: readonly CataloguedHunt[],
	now: Date,
): Promise<Check[]> {
	const ids = hunts.map(({ id }) => id);
	const ofHunts = { workspaceId, huntId: { in: ids } };
	const [rows, marks, gaps] = await Promise.all([
		db.$queryRaw<RunRow[]>`SELECT DISTINCT ON ("huntId") * FROM "HuntRun"
			WHERE "workspaceId" = ${workspaceId} AND "huntId" = ANY(${ids})
				AND status IN ('succeeded', 'partial', 'failed')
			ORDER BY "huntId", "finishedAt" DESC`,
		db.huntWatermark.findMany({ where: ofHunts }),
		db.huntGap.findMany({ where: { ...ofHunts, filledAt: null }, orderBy: { from: "asc" } }),
	]);
	const name = (huntId: string) => hunts.find(({ id }) => id === huntId)?.name ?? huntId;
	return [
		...lastRunChecks(rows.map(toRun), now),
		...readUntilCheck(
			marks.map(({ huntId, readUntil }) => ({ name: name(huntId), readUntil })),
			now,
		),
		...gapChecks(gaps.map((gap) => ({ ...gap, name: name(gap.huntId) }))),
	];
}
