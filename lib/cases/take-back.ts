import type { AuditEntry } from "@/lib/audit/record";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { notify } from "@/lib/db/notify";
import { nameOf } from "./escalate";
import { unlinkFindings } from "./link-findings";
import { CASES_CHANNEL } from "./record-event";
import { isUntouched } from "./rules";
import type { CaseName } from "./schema";

export interface TakenBack {
	/** Cases that findings were taken out of and that stay. */
	readonly left: CaseName[];
	readonly audit: AuditEntry[];
}

/** Locks the cases that an escalation put findings into. Call it before the findings are locked. */
export async function lockCasesOfDecision(tx: Transaction, decisionId: string): Promise<void> {
	await tx.$executeRaw`SELECT 1 FROM "Case" WHERE "id" IN
		(SELECT "caseId" FROM "CaseFinding" WHERE "decisionId" = ${decisionId}::uuid) ORDER BY "id" FOR UPDATE`;
}

/**
 * Takes the findings of an undone escalation out of the case that it put them into. A case that the escalation began
 * and that nobody has touched since goes with its last finding.
 * @param findingIds those whose decision was taken back
 */
export async function takeBackEscalation(
	tx: Transaction,
	ctx: Context,
	decisionId: string,
	findingIds: readonly string[],
): Promise<TakenBack> {
	const links = await tx.caseFinding.findMany({
		where: { decisionId, findingId: { in: [...findingIds] } },
		select: { findingId: true },
	});
	const caseIds = await unlinkFindings(
		tx,
		ctx,
		links.map(({ findingId }) => findingId),
	);
	const left: CaseName[] = [];
	const audit: AuditEntry[] = [];
	for (const id of caseIds) {
		const row = await tx.case.findUniqueOrThrow({
			where: { id },
			include: {
				events: { select: { kind: true, data: true }, take: 10 },
				_count: { select: { findings: true, comments: true, watchers: true, entities: true, merged: true } },
				tasks: { where: { version: { gt: 1 } }, take: 1, select: { id: true } },
			},
		});
		const { _count: counts } = row;
		const others = counts.comments + counts.watchers + counts.entities + counts.merged + row.tasks.length;
		const began = row.events.some(
			({ kind, data }) => kind === "created" && (data as { decisionId?: unknown }).decisionId === decisionId,
		);
		if (
			began &&
			isUntouched({ ...row, findings: counts.findings, others, kinds: row.events.map((e) => e.kind) })
		) {
			await removeCase(tx, id);
			audit.push({
				verb: "cases.remove",
				targetKind: "case",
				targetId: id,
				before: { number: row.number, title: row.title, decisionId },
			});
		} else {
			left.push(nameOf(row));
			audit.push({
				verb: "cases.remove-findings",
				targetKind: "case",
				targetId: id,
				after: { decisionId, findings: links.length },
			});
		}
	}
	return { left, audit };
}

async function removeCase(tx: Transaction, id: string): Promise<void> {
	await tx.caseTask.deleteMany({ where: { caseId: id } });
	await tx.caseEvent.deleteMany({ where: { caseId: id } });
	await tx.case.delete({ where: { id } });
	await notify(tx, CASES_CHANNEL, id);
}
