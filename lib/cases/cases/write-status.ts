import { recordCaseEvent } from "@/lib/cases/record/record-event";
import { type CaseClassification, isOpenCase } from "@/lib/cases/record/rules";
import type { EndedTask } from "@/lib/cases/tasks/end-open";
import type { CaseStatus } from "@/lib/core/case-status";
import type { Context } from "@/lib/platform/context/context";
import type { Transaction } from "@/lib/platform/db/client";
import type { Case, Prisma } from "@/lib/platform/db/generated/client.ts";
import { pick } from "./pick";

export interface StatusChange {
	readonly status: CaseStatus;
	readonly classification?: CaseClassification | undefined;
	readonly reason?: string | undefined;
	readonly note?: string | undefined;
	/** The decision that wrote the verdict back to the findings. */
	readonly decisionId?: string | null;
	/** Decisions of closings that a reopening has undone. */
	readonly undoneDecisions?: readonly string[];
	/** Tasks that the closing has ended, as they were before. */
	readonly endedTasks?: readonly EndedTask[];
	/** Fields besides {@link STATUS_FIELDS} that change with it. */
	readonly fields?: Prisma.CaseUncheckedUpdateInput;
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
	"reopenedAt",
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
	const reopens = !isOpenCase(row.status) && !closes;
	const data: Prisma.CaseUncheckedUpdateInput = {
		status: change.status,
		classification: closes ? (change.classification ?? null) : null,
		classificationReason: closes ? (change.reason ?? null) : null,
		closingNote: closes ? (change.note ?? null) : null,
		acknowledgedAt: row.acknowledgedAt ?? at,
		...reachedTimes(row, change.status, at),
		closedAt: closes ? at : null,
		...(reopens ? { reopened: { increment: 1 }, reopenedAt: at } : {}),
		...change.fields,
		version: { increment: 1 },
	};
	const kept = [...STATUS_FIELDS, ...Object.keys(change.fields ?? {})];
	const after = await tx.case.update({ where: { id: row.id }, data });
	// Its deadlines run once more, so that one that passes is notified once more.
	if (reopens) await tx.caseDeadline.deleteMany({ where: { caseId: row.id } });
	await recordCaseEvent(tx, ctx, row.id, "status_changed", {
		before: pick(row, kept),
		after: pick(after, kept),
		note: change.note ?? null,
		decisionId: change.decisionId ?? null,
		...(change.undoneDecisions?.length ? { undoneDecisions: [...change.undoneDecisions] } : {}),
		...(change.endedTasks?.length ? { endedTasks: change.endedTasks.map((task) => ({ ...task })) } : {}),
	});
	return after;
}

/** When it was contained and resolved; neither any more once the case is moved back before that. */
function reachedTimes(row: Case, status: CaseStatus, at: Date): Prisma.CaseUncheckedUpdateInput {
	switch (status) {
		case "open":
			return { containedAt: null, resolvedAt: null };
		case "contained":
			return { containedAt: row.containedAt ?? at, resolvedAt: null };
		case "resolved":
			return { resolvedAt: row.resolvedAt ?? at };
		case "closed":
			return {};
	}
}
