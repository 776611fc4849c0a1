import { AppError } from "@/lib/core/errors";
import type { Actor } from "@/lib/platform/context/actor";
import { maySee } from "@/lib/platform/context/scope";
import type { Transaction } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client.ts";
import { SUMMARY_SELECT, type SummaryRow } from "@/lib/triage/findings/dto";

const COLUMNS = Prisma.raw(
	Object.keys(SUMMARY_SELECT)
		.map((column) => `f."${column}"`)
		.join(", "),
);

/**
 * Findings that were escalated and are in no case, locked. What is not escalated goes into a case by a decision, so
 * that it has its reason and its actor.
 * @throws AppError `not_found`, `conflict` (with `findingIds`) for those that are not escalated or in a case
 */
export async function adoptable(
	tx: Transaction,
	actor: Actor,
	findingIds: readonly string[],
): Promise<SummaryRow[]> {
	const ids = [...new Set(findingIds)];
	if (ids.length === 0) return [];
	const rows = await tx.$queryRaw<(SummaryRow & { caseId: string | null })[]>`
		SELECT ${COLUMNS}, (SELECT l."caseId" FROM "CaseFinding" l WHERE l."findingId" = f."id") AS "caseId"
		FROM "Finding" f WHERE f."id" = ANY(${ids}::uuid[]) ORDER BY f."id" FOR UPDATE OF f`;
	if (rows.length < ids.length || rows.some(({ workspaceId }) => !maySee(actor, workspaceId))) {
		throw new AppError("not_found", "Finding not found.");
	}
	const refused = rows.filter(({ verdict, caseId }) => verdict !== "escalated" || caseId !== null);
	if (refused.length === 0) return rows;
	throw new AppError(
		"conflict",
		`${refused.length === 1 ? "One finding is" : `${refused.length} findings are`} not escalated, or in a case already.`,
		{
			remedy: "Check them again; escalate those that aren't escalated yet.",
			details: { findingIds: refused.map(({ id }) => id) },
		},
	);
}
