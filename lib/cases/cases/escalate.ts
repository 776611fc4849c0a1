import { lockCase, requireStanding } from "@/lib/cases/record/find";
import { type EscalatedClick, isOpenCase } from "@/lib/cases/record/rules";
import type { CaseName } from "@/lib/core/case-name";
import { AppError } from "@/lib/core/errors";
import type { AuditEntry } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import type { Transaction } from "@/lib/platform/db/client";
import type { Case } from "@/lib/platform/db/generated/client.ts";
import { addCase } from "./add-case";
import { linkFindings } from "./link-findings";
import { reopenCase } from "./reopen";
import { requireSameWorkspace } from "./same-workspace";
import { requireVersion } from "./update";

export interface Escalation {
	readonly decisionId: string;
	/** A case that is locked and open ({@link openTarget}), or what is said of a new one. */
	readonly target:
		| { readonly id: string }
		| { readonly title?: string | undefined; readonly severity?: Case["severity"] | undefined }
		| undefined;
	readonly findings: readonly (EscalatedClick & {
		readonly id: string;
		readonly huntId: string;
		readonly workspaceId: string;
	})[];
}

export interface Placement {
	/** Cases that got findings, and those that findings were in already. */
	readonly cases: CaseName[];
	/** By the finding's id. */
	readonly caseOf: ReadonlyMap<string, string>;
	/** What is to be recorded of the cases, after the findings. */
	readonly audit: readonly AuditEntry[];
}

/**
 * Locks the case that findings are to be escalated into. Call it before the findings are locked.
 * @param deciding ids of the findings, where they are decided in the same transaction
 * @returns the case, and what is to be recorded of its reopening after everything else
 * @throws AppError `not_found`; `conflict` for a case that was merged (with `mergedInto`), and for a closed one (with
 *   `closed`) unless it is to be reopened, and when somebody has changed it since it was seen (with `case`)
 */
export async function openTarget(
	tx: Transaction,
	ctx: Context,
	target: { readonly id: string; readonly reopen: boolean; readonly version?: number | undefined },
	deciding: readonly string[] = [],
): Promise<{ readonly row: Case; readonly audit: readonly AuditEntry[] }> {
	const row = await lockCase(tx, ctx.actor, target.id);
	requireStanding(row);
	if (!isOpenCase(row.status) && !target.reopen) {
		throw new AppError("conflict", `Case #${row.number} is closed.`, {
			remedy: "Reopen it with these findings, or create a new case.",
			details: { closed: nameOf(row) },
		});
	}
	if (target.version !== undefined) await requireVersion(tx, ctx, row, target.version);
	return isOpenCase(row.status) ? { row, audit: [] } : await reopenCase(tx, ctx, row, deciding);
}

/**
 * Gives escalated findings their case, in the transaction of the decision: what is in a case stays there; the others
 * go into the case that was named, or into a new one for each workspace.
 * @throws AppError `invalid_input` for findings of another workspace than the case's
 */
export async function placeEscalated(
	tx: Transaction,
	ctx: Context,
	escalation: Escalation,
): Promise<Placement> {
	const { decisionId, target, findings } = escalation;
	const links = await tx.caseFinding.findMany({
		where: { findingId: { in: findings.map(({ id }) => id) } },
		select: { findingId: true, caseId: true },
	});
	const caseOf = new Map(links.map(({ findingId, caseId }) => [findingId, caseId]));
	const audit: AuditEntry[] = [];
	const loose = findings.filter(({ id }) => !caseOf.has(id));
	for (const workspaceId of new Set(loose.map((finding) => finding.workspaceId))) {
		const its = loose.filter((finding) => finding.workspaceId === workspaceId);
		const named = target !== undefined && "id" in target;
		const row = named
			? await tx.case.findUniqueOrThrow({ where: { id: target.id } })
			: await addCase(tx, ctx, { ...target, workspaceId, findings: its, decisionId });
		requireSameWorkspace(row, its);
		const ids = its.map(({ id }) => id);
		await linkFindings(tx, ctx, row.id, ids, decisionId);
		for (const id of ids) caseOf.set(id, row.id);
		audit.push({
			verb: named ? "cases.add-findings" : "cases.create",
			target: ["case", row.id],
			after: {
				number: row.number,
				title: row.title,
				severity: row.severity,
				decisionId,
				findings: ids.length,
			},
		});
	}
	const rows = await tx.case.findMany({
		where: { id: { in: [...new Set(caseOf.values())] } },
		orderBy: { number: "asc" },
	});
	return { cases: rows.map(nameOf), caseOf, audit };
}

export function nameOf({ id, number, title, status, severity }: Case): CaseName {
	return { id, number, title, status, severity };
}
