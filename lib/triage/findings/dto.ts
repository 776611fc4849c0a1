import { fromRow } from "@/lib/core/answer";
import type { Prisma } from "@/lib/platform/db/generated/client.ts";
import { type LinkedNames, NO_LINKED_NAMES } from "@/lib/platform/identity/linked-names";
import type { BenignReason, FindingChanges } from "./rules";
import { type FindingDecision, type FindingSummary, findingSummary, type PersonRef } from "./schema";

/** The columns a list needs: the rows and evidence of 50 findings would be most of its bytes. */
export const SUMMARY_SELECT = {
	id: true,
	version: true,
	status: true,
	workspaceId: true,
	huntId: true,
	sample: true,
	accountUpn: true,
	clickedThrough: true,
	threatTypes: true,
	eventAt: true,
	hasEvidence: true,
	url: true,
	actionType: true,
	workload: true,
	ipAddress: true,
	firstSeenAt: true,
	lastSeenAt: true,
	verdict: true,
	reason: true,
	note: true,
	decidedAt: true,
	decidedById: true,
	decidedByName: true,
	decidedByVerified: true,
	decisionId: true,
	changes: true,
} satisfies Prisma.FindingSelect;

export type SummaryRow = Prisma.FindingGetPayload<{ select: typeof SUMMARY_SELECT }>;

export function toSummary(row: SummaryRow, links: LinkedNames = NO_LINKED_NAMES): FindingSummary {
	return {
		...fromRow(findingSummary, row),
		decision: toDecision(row, links),
		changes: row.changes as FindingChanges | null,
	};
}

function toDecision(row: SummaryRow, links: LinkedNames): FindingDecision | null {
	if (row.verdict === null || row.decidedAt === null) return null;
	return {
		id: row.decisionId,
		verdict: row.verdict,
		reason: row.reason as BenignReason | null,
		note: row.note,
		at: row.decidedAt.toISOString(),
		by: personRef(row.decidedById, row.decidedByName ?? "", row.decidedByVerified ?? false, links),
	};
}

/** The person who did something, as it was recorded, and who an unverified name turned out to be. */
export function personRef(
	id: string | null,
	name: string,
	verified: boolean,
	links: LinkedNames = NO_LINKED_NAMES,
): PersonRef {
	const linkedTo = id === null ? undefined : links.get(id);
	return { id, name, verified, ...(linkedTo === undefined ? {} : { linkedTo }) };
}
