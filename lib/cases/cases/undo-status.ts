import { lockCase, requireStanding } from "@/lib/cases/record/find";
import { recordCaseEvent } from "@/lib/cases/record/record-event";
import { Released } from "@/lib/cases/record/released";
import { undidVerdicts } from "@/lib/cases/record/rules";
import { type EndedTask, restoreEndedTasks, type TaskChanges } from "@/lib/cases/tasks/end-open";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { type AuditEntry, recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { LONG_TRANSACTION, type Transaction } from "@/lib/platform/db/client";
import type { Case, Prisma } from "@/lib/platform/db/generated/client.ts";
import { takeBackDecision } from "@/lib/triage/findings/take-back";
import { readCase } from "./get";
import { pick } from "./pick";
import { type CaseDetail, type VersionInput, versionInput } from "./schema";
import { requireVersion } from "./update";

interface StatusEvent {
	readonly before: Prisma.CaseUncheckedUpdateInput;
	readonly decisionId: string | null;
	readonly endedTasks?: readonly EndedTask[];
}

/**
 * Undoes the last change of status, with the verdict that a closing gave to findings and the work that it ended. A
 * finding that was decided again since keeps its verdict.
 * @throws AppError `not_found`, `conflict` when somebody has changed the case since (with `case`), or nothing is left
 *   to take back
 */
export async function undoCaseStatus(ctx: Context, caseId: string, input: VersionInput): Promise<CaseDetail> {
	authorize(ctx.actor, "cases.work");
	const { version } = parseInput(versionInput, input);
	return await ctx.db.$transaction(async (tx) => {
		const row = await lockCase(tx, ctx.actor, caseId);
		await requireVersion(tx, ctx, row, version);
		requireStanding(row);
		const last = await tx.caseEvent.findFirst({
			where: { caseId: row.id, kind: { in: ["status_changed", "status_undone"] } },
			orderBy: [{ at: "desc" }, { id: "desc" }],
		});
		if (last?.kind !== "status_changed") {
			throw new AppError("conflict", "There is no status change to undo.");
		}
		if (undidVerdicts(last.data)) {
			throw new AppError("conflict", "Reopening undid the closing’s verdict, so it can’t be undone.", {
				remedy: "Close the case again, with the verdict for its findings.",
			});
		}
		const { before, decisionId, endedTasks = [] } = last.data as unknown as StatusEvent;
		let audit: readonly AuditEntry[] = [];
		if (decisionId !== null) {
			authorize(ctx.actor, "findings.decide");
			audit = (await takeBackDecision(tx, ctx, decisionId)).audit;
		}
		const fields = Object.keys(before);
		const restored = await restoreEndedTasks(tx, ctx, row, endedTasks);
		const after = await tx.case.update({
			where: { id: row.id },
			data: { ...before, version: { increment: 1 } },
		});
		await recordCaseEvent(tx, ctx, row.id, "status_undone", {
			before: pick(row, fields),
			after: pick(after, fields),
			decisionId,
		});
		await notifyRestored(tx, ctx, row, after, restored);
		const detail = await readCase(tx, ctx.actor, { id: row.id });
		await recordAudit(tx, ctx, [
			...audit,
			...restored.audit,
			{
				verb: "cases.undo-status",
				target: ["case", row.id],
				before: pick(row, fields),
				after: pick(after, fields),
			},
		]);
		return detail;
	}, LONG_TRANSACTION);
}

/** Notifies people of work that a closing had ended and that is theirs again. */
async function notifyRestored(tx: Transaction, ctx: Context, row: Case, after: Case, restored: TaskChanges) {
	const work = new Released();
	for (const task of restored.tasks) work.add(task.assigneeId, "Yours again", `“${task.title}”`);
	if (row.nextAction === null && after.nextAction !== null) {
		work.add(after.nextActionOwnerId, "Yours again", `next action “${after.nextAction}”`);
	}
	await work.notify(
		tx,
		ctx,
		after,
		`The closing of case #${after.number} “${after.title}” was undone`,
		"assigned",
	);
}
