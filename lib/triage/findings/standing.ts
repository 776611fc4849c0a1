import type { SummaryRow } from "./dto";

/** The fields a decision overwrites: what an undo restores. */
export function standing(row: SummaryRow) {
	return {
		status: row.status,
		verdict: row.verdict,
		reason: row.reason,
		note: row.note,
		decidedAt: row.decidedAt?.toISOString() ?? null,
		decidedById: row.decidedById,
		decidedByName: row.decidedByName,
		decidedByVerified: row.decidedByVerified,
		decisionId: row.decisionId,
		changes: row.changes,
	} satisfies Record<keyof Standing, unknown>;
}

/** {@link standing} as it lies in `FindingEvent.before`. */
export type Standing = Pick<
	SummaryRow,
	| "status"
	| "verdict"
	| "reason"
	| "note"
	| "decidedById"
	| "decidedByName"
	| "decidedByVerified"
	| "decisionId"
	| "changes"
> & { readonly decidedAt: string | null };
