import { recordCaseEvent } from "@/lib/cases/record/record-event";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import type { Transaction } from "@/lib/platform/db/client";

/** Rows of one insert, well below PostgreSQL's 65,535 parameters a statement. */
const BATCH = 5_000;
/** Findings named one by one in an event; more are only counted, and found by their links. */
const NAMED = 100;

/**
 * Puts findings into a case, out of the one they were in. The caller has locked the cases and then the findings, and
 * seen that all belong to the case's workspace.
 * @param decisionId the escalation that does it, whose undo takes them out again; null for a person's own doing
 */
export async function linkFindings(
	tx: Transaction,
	ctx: Context,
	caseId: string,
	findingIds: readonly string[],
	decisionId: string | null,
): Promise<void> {
	if (findingIds.length === 0) return;
	const { actorId, actorName } = actorRecord(ctx.actor);
	await unlinkFindings(tx, ctx, findingIds);
	for (let start = 0; start < findingIds.length; start += BATCH) {
		await tx.caseFinding.createMany({
			data: findingIds.slice(start, start + BATCH).map((findingId) => ({
				findingId,
				caseId,
				addedAt: ctx.now(),
				addedById: actorId,
				addedByName: actorName,
				decisionId,
			})),
		});
	}
	await recordCaseEvent(tx, ctx, caseId, "findings_added", { ...named(findingIds), decisionId });
}

/** Takes findings out of whichever cases they are in. @returns the ids of these cases */
export async function unlinkFindings(
	tx: Transaction,
	ctx: Context,
	findingIds: readonly string[],
): Promise<string[]> {
	const gone = await tx.$queryRaw<{ caseId: string; findingId: string }[]>`
		DELETE FROM "CaseFinding" WHERE "findingId" = ANY(${findingIds}::uuid[]) RETURNING "caseId", "findingId"`;
	const caseIds = [...new Set(gone.map(({ caseId }) => caseId))].sort();
	for (const caseId of caseIds) {
		const ids = gone.filter((link) => link.caseId === caseId).map(({ findingId }) => findingId);
		await recordCaseEvent(tx, ctx, caseId, "findings_removed", named(ids));
	}
	return caseIds;
}

function named(ids: readonly string[]) {
	return { count: ids.length, findingIds: ids.slice(0, NAMED) };
}
