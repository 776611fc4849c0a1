import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import type { Case, Prisma } from "@/lib/db/generated/client.ts";
import { pick } from "./pick";
import { recordCaseEvent } from "./record-event";
import { type CaseClassification, type CaseStatus, isOpenCase } from "./rules";

export interface StatusChange {
	readonly status: CaseStatus;
	readonly classification?: CaseClassification | undefined;
	readonly reason?: string | undefined;
	readonly note?: string | undefined;
	/** The decision that wrote the verdict back to the findings. */
	readonly decisionId?: string | null;
}

/** What a change of status changes with it, and what its undo puts back. */
export const STATUS_FIELDS = [
	"status",
	"classification",
	"classificationReason",
	"closingNote",
	"acknowledgedAt",
	"containedAt",
	"resolvedAt",
	"closedAt",
	"reopened",
] as const;

/** Writes a case's new status with its times, and what happened. The caller has locked the case. */
export async function writeStatus(
	tx: Transaction,
	ctx: Context,
	row: Case,
	change: StatusChange,
): Promise<Case> {
	const at = ctx.now();
	const closes = !isOpenCase(change.status);
	const data: Prisma.CaseUncheckedUpdateInput = {
		status: change.status,
		classification: closes ? (change.classification ?? null) : null,
		classificationReason: closes ? (change.reason ?? null) : null,
		closingNote: closes ? (change.note ?? null) : null,
		acknowledgedAt: row.acknowledgedAt ?? at,
		...(change.status === "contained" ? { containedAt: row.containedAt ?? at } : {}),
		...(change.status === "resolved" ? { resolvedAt: row.resolvedAt ?? at } : {}),
		closedAt: closes ? at : null,
		...(isOpenCase(row.status) || closes ? {} : { reopened: { increment: 1 } }),
		version: { increment: 1 },
	};
	const after = await tx.case.update({ where: { id: row.id }, data });
	await recordCaseEvent(tx, ctx, {
		caseId: row.id,
		kind: "status_changed",
		data: {
			before: pick(row, STATUS_FIELDS),
			after: pick(after, STATUS_FIELDS),
			note: change.note ?? null,
			decisionId: change.decisionId ?? null,
		},
	});
	return after;
}
