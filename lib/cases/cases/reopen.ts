import type { AuditEntry } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { Transaction } from "@/lib/platform/db/client";
import type { Case } from "@/lib/platform/db/generated/client.ts";
import { takeBackDecision } from "@/lib/triage/findings/take-back";
import { pick } from "./pick";
import { STATUS_FIELDS, writeStatus } from "./write-status";

interface Reopened {
	readonly row: Case;
	/** To be recorded after everything else. */
	readonly audit: readonly AuditEntry[];
}

/**
 * Opens a closed case again, and undoes the verdict that its closing gave to findings: each is decided as it was before,
 * by the same person at the same time. A finding that was decided again, or changed, since then stays as it is. The
 * caller has locked the case and no findings.
 * @param deciding ids of findings that are decided in the same transaction: theirs is another verdict now
 * @throws AppError `forbidden` where a verdict is to be undone and the actor can't decide findings
 */
export async function reopenCase(
	tx: Transaction,
	ctx: Context,
	row: Case,
	deciding: readonly string[] = [],
): Promise<Reopened> {
	const closings = await tx.decision.findMany({
		where: { caseId: row.id, undoneAt: null },
		select: { id: true },
		orderBy: [{ at: "desc" }, { id: "desc" }],
	});
	const kept = new Set(deciding);
	const undone: string[] = [];
	const audit: AuditEntry[] = [];
	for (const { id } of closings) {
		const current = { decisionId: id, status: { not: "changed" as const }, id: { notIn: [...deciding] } };
		if ((await tx.finding.count({ where: current })) === 0) continue;
		authorize(ctx.actor, "findings.decide");
		const { audit: entries } = await takeBackDecision(tx, ctx, id, {
			keep: (finding) => finding.status === "changed" || kept.has(finding.id),
		});
		undone.push(id);
		audit.push(...entries);
	}
	const after = await writeStatus(tx, ctx, row, { status: "open", undoneDecisions: undone });
	audit.push({
		verb: "cases.set-status",
		target: ["case", row.id],
		before: pick(row, STATUS_FIELDS),
		after: { ...pick(after, STATUS_FIELDS), undoneDecisions: undone },
	});
	return { row: after, audit };
}
