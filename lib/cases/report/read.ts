import { TASK_ORDER } from "@/lib/cases/record/task-order";
import type { Transaction } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client.ts";
import { REPORT_LIMITS } from "./rules";

const CASE = {
	mergedInto: { select: { number: true } },
	merged: { select: { number: true, title: true }, orderBy: { number: "asc" } },
	workspace: { select: { name: true } },
	tasks: { orderBy: TASK_ORDER },
	entities: { orderBy: [{ kind: "asc" }, { value: "asc" }] },
	incident: { select: { number: true, pushedAt: true } },
	_count: { select: { findings: true, events: true, comments: true } },
} satisfies Prisma.CaseInclude;

/** Everything of a case that a report needs, as much of it as a report takes. */
export async function readForReport(tx: Transaction, where: Prisma.CaseWhereInput) {
	const row = await tx.case.findFirst({ where, include: CASE });
	if (row === null) return null;
	const inCase = { inCase: { caseId: row.id } };
	const findings = await tx.finding.findMany({
		where: inCase,
		orderBy: [{ eventAt: "asc" }, { id: "asc" }],
		take: REPORT_LIMITS.findings,
	});
	const sample = await tx.finding.count({ where: { ...inCase, sample: true } });
	// The newest are kept where not all fit: they say how it ended.
	const events = await tx.caseEvent.findMany({
		where: { caseId: row.id },
		orderBy: [{ at: "desc" }, { id: "desc" }],
		take: REPORT_LIMITS.timeline,
	});
	const comments = await tx.caseComment.findMany({
		where: { caseId: row.id, deletedAt: null },
		orderBy: [{ at: "desc" }, { id: "desc" }],
		take: REPORT_LIMITS.comments,
	});
	const deletedComments = await tx.caseComment.count({ where: { caseId: row.id, deletedAt: { not: null } } });
	const seen = await tx.finding.findMany({
		where: inCase,
		select: { accountUpn: true, ipAddress: true, url: true, networkMessageId: true },
	});
	return {
		row,
		findings,
		sample: sample > 0 && sample === row._count.findings,
		events: events.reverse(),
		comments: comments.reverse(),
		deletedComments,
		attachments: await tx.caseAttachment.count({ where: { caseId: row.id, deletedAt: null } }),
		seen,
	};
}

export type ReportSource = NonNullable<Awaited<ReturnType<typeof readForReport>>>;
