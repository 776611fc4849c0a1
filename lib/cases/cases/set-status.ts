import { lockCase, requireStanding } from "@/lib/cases/record/find";
import { closingProblem, isOpenCase, mayMove } from "@/lib/cases/record/rules";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { type AuditEntry, recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { LONG_TRANSACTION, type Transaction } from "@/lib/platform/db/client";
import type { Case, Prisma } from "@/lib/platform/db/generated/client.ts";
import { closeFindings } from "./close-findings";
import { readCase } from "./get";
import { settleOpenWork } from "./open-work";
import { pick } from "./pick";
import { reopenCase } from "./reopen";
import { type CaseDetail, type StatusInput, statusInput } from "./schema";
import { requireVersion } from "./update";
import { STATUS_FIELDS, writeStatus } from "./write-status";

/**
 * Moves a case to another status. Closing it asks for what it was, waits for the blocking tasks, ends the other work
 * that is open as the person chose, and gives escalated findings another verdict where it was benign, for which the
 * actor must be allowed to decide. Reopening it undoes that verdict.
 * @throws AppError `invalid_input`, `not_found`; `conflict` when somebody has changed the case since (with `case`),
 *   while a blocking task is open (with `tasks`), a finding has changed since it was escalated (with `findingIds`), or
 *   nothing is chosen for open work of other people (with `openWork`)
 */
export async function setCaseStatus(ctx: Context, caseId: string, input: StatusInput): Promise<CaseDetail> {
	authorize(ctx.actor, "cases.work");
	const change = parseInput(statusInput, input);
	const problem = closingProblem(change.status, change);
	if (problem) throw new AppError("invalid_input", problem.message, { places: [problem] });
	return await ctx.db.$transaction(async (tx) => {
		const row = await lockCase(tx, ctx.actor, caseId);
		await requireVersion(tx, ctx, row, change.version);
		requireStanding(row);
		if (!mayMove(row.status, change.status)) {
			throw new AppError("conflict", `A case that is ${row.status} cannot become ${change.status}.`, {
				details: { case: await readCase(tx, ctx.actor, { id: row.id }) },
			});
		}
		const audit = await (!isOpenCase(change.status)
			? close(tx, ctx, row, change)
			: isOpenCase(row.status)
				? move(tx, ctx, row, change)
				: reopenCase(tx, ctx, row).then((reopened) => reopened.audit));
		const detail = await readCase(tx, ctx.actor, { id: row.id });
		await recordAudit(tx, ctx, audit);
		return detail;
	}, LONG_TRANSACTION);
}

type Change = ReturnType<typeof statusInput.parse>;

async function move(tx: Transaction, ctx: Context, row: Case, { status }: Change): Promise<AuditEntry[]> {
	return [audited(row, await writeStatus(tx, ctx, row, { status }), {})];
}

async function close(tx: Transaction, ctx: Context, row: Case, change: Change): Promise<AuditEntry[]> {
	const { decisionId, audit } = await closeFindings(tx, ctx, row, change);
	const work = await settleOpenWork(tx, ctx, row, change.openWork);
	const { fields, endedTasks } = work;
	const { openWork: _, ...status } = change;
	const after = await writeStatus(tx, ctx, row, { ...status, decisionId, fields, endedTasks });
	await work.released.notify(tx, ctx, row, `Case #${row.number} “${row.title}” was closed`);
	return [...audit, ...work.audit, audited(row, after, { decisionId }, Object.keys(fields))];
}

function audited(
	row: Case,
	after: Case,
	more: Prisma.InputJsonObject,
	fields: readonly string[] = [],
): AuditEntry {
	const kept = [...STATUS_FIELDS, ...fields];
	return {
		verb: "cases.set-status",
		target: ["case", row.id],
		before: pick(row, kept),
		after: { ...pick(after, kept), ...more },
	};
}
