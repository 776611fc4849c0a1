import { type AuditEntry, recordAudit } from "@/lib/audit/record";
import type { Context } from "@/lib/context";
import type { Prisma } from "@/lib/db/generated/client.ts";
import { AppError } from "@/lib/errors";
import { takeBackDecision } from "@/lib/findings/take-back";
import { parseInput } from "@/lib/http/parse";
import { authorize } from "@/lib/identity/permissions";
import { lockCase } from "./find";
import { readCase } from "./get";
import { pick } from "./pick";
import { recordCaseEvent } from "./record-event";
import { type CaseDetail, type VersionInput, versionInput } from "./schema";
import { requireStanding, requireVersion } from "./update";
import { STATUS_FIELDS } from "./write-status";

interface StatusEvent {
	readonly before: Prisma.CaseUncheckedUpdateInput;
	readonly decisionId: string | null;
}

/**
 * Takes the last change of status back, with the verdict that a closing wrote to the findings. A finding that was
 * decided again since keeps its verdict.
 * @throws AppError `not_found`, `conflict` when somebody has changed the case since (with `case`), or nothing is left
 *   to take back
 */
export async function undoCaseStatus(ctx: Context, caseId: string, input: VersionInput): Promise<CaseDetail> {
	authorize(ctx.actor, "cases.work");
	const { version } = parseInput(versionInput, input);
	return await ctx.db.$transaction(
		async (tx) => {
			const row = await lockCase(tx, ctx.actor, caseId);
			await requireVersion(tx, row, version);
			requireStanding(row);
			const last = await tx.caseEvent.findFirst({
				where: { caseId: row.id, kind: { in: ["status_changed", "status_undone"] } },
				orderBy: [{ at: "desc" }, { id: "desc" }],
			});
			if (last?.kind !== "status_changed") {
				throw new AppError("conflict", "There is no change of status to take back.");
			}
			const { before, decisionId } = last.data as unknown as StatusEvent;
			let audit: readonly AuditEntry[] = [];
			if (decisionId !== null) {
				authorize(ctx.actor, "findings.decide");
				audit = (await takeBackDecision(tx, ctx, decisionId)).audit;
			}
			const after = await tx.case.update({
				where: { id: row.id },
				data: { ...before, version: { increment: 1 } },
			});
			await recordCaseEvent(tx, ctx, {
				caseId: row.id,
				kind: "status_undone",
				data: { before: pick(row, STATUS_FIELDS), after: pick(after, STATUS_FIELDS), decisionId },
			});
			const detail = await readCase(tx, { id: row.id });
			await recordAudit(tx, ctx, [
				...audit,
				{
					verb: "cases.undo-status",
					targetKind: "case",
					targetId: row.id,
					before: pick(row, STATUS_FIELDS),
					after: pick(after, STATUS_FIELDS),
				},
			]);
			return detail;
		},
		{ timeout: 60_000, maxWait: 10_000 },
	);
}
