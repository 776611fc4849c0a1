import { type AuditEntry, recordAudit } from "@/lib/audit/record";
import { openTarget, type Placement, placeEscalated } from "@/lib/cases/escalate";
import type { CaseName } from "@/lib/cases/schema";
import { config } from "@/lib/config";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client.ts";
import { notify } from "@/lib/db/notify";
import { AppError } from "@/lib/errors";
import { parseInput } from "@/lib/http/parse";
import { actorRecord } from "@/lib/identity/actor";
import { authorize } from "@/lib/identity/permissions";
import { emit } from "@/lib/webhooks/emit";
import { escalatedData } from "@/lib/webhooks/finding-escalated";
import { SUMMARY_SELECT, type SummaryRow, toSummary } from "./dto";
import { decisionProblem } from "./rules";
import {
	type DecisionInputBody,
	type DecisionOutcome,
	type DecisionResult,
	decisionInput,
	type EscalationTarget,
} from "./schema";
import { type Selection, selectByFilter, selectByVersion } from "./selection";

/** Channel on which pages hear that findings were decided; the payload is the decision's id. */
export const FINDINGS_CHANNEL = "findings";

/** Conflicts named one by one in the answer to a decision by filter; more are only counted. */
const LISTED_CONFLICTS = 100;
/** Rows of one insert: PostgreSQL takes at most 65,535 parameters a statement. */
const BATCH = 2_000;

/**
 * Gives one verdict to one or many findings, in one transaction: what is answered as decided is stored, with
 * its activity and audit. A finding that changed since the person saw it is left alone and comes back as a
 * conflict with how it stands now.
 * @throws AppError `unauthenticated`, `invalid_input`, `too_large` (more than `DECISION_LIMIT` match), and what
 *   `openTarget` throws of the case that is named
 */
export async function decide(ctx: Context, input: DecisionInputBody): Promise<DecisionResult> {
	authorize(ctx.actor, "findings.decide");
	const decision = parseInput(decisionInput, input);
	const problem = decisionProblem(decision);
	if (problem) throw new AppError("invalid_input", problem.message, { places: [problem] });

	return ctx.db.$transaction(
		async (tx) => {
			if (decision.case && "id" in decision.case) await openTarget(tx, ctx, decision.case);
			const selection =
				"ids" in decision
					? await selectByVersion(tx, ctx.actor, decision.ids, decision.versions)
					: await selectByFilter(tx, ctx.actor, decision.filter, new Date(decision.asOf));
			const { id, cases } =
				selection.matched.length > 0
					? await write(tx, ctx, decision, selection.matched)
					: { id: null, cases: [] };
			return { ...(await answer(tx, id, selection, "ids" in decision)), cases };
		},
		{ timeout: 60_000, maxWait: 10_000 },
	);
}

interface Verdict {
	readonly verdict: "triaged" | "benign" | "escalated";
	readonly reason?: string | undefined;
	readonly note?: string | undefined;
	readonly case?: EscalationTarget | undefined;
}

async function write(
	tx: Transaction,
	ctx: Context,
	{ verdict, reason, note, case: target }: Verdict,
	rows: readonly SummaryRow[],
): Promise<{ id: string; cases: CaseName[] }> {
	const at = ctx.now();
	const actor = actorRecord(ctx.actor);
	if (actor.actorId === null) throw new AppError("forbidden", "Only a person decides.");
	const said = { verdict, reason: reason ?? null, note: note || null };
	const decision = await tx.decision.create({
		data: { ...said, at, ...actor, actorId: actor.actorId, count: rows.length },
	});
	await tx.finding.updateMany({
		where: { id: { in: rows.map((row) => row.id) } },
		data: {
			...said,
			status: verdict,
			decidedAt: at,
			decidedById: actor.actorId,
			decidedByName: actor.actorName,
			decidedByVerified: actor.actorVerified,
			decisionId: decision.id,
			changes: Prisma.DbNull,
			version: { increment: 1 },
			updatedAt: at,
		},
	});
	for (let start = 0; start < rows.length; start += BATCH) {
		await tx.findingEvent.createMany({
			data: rows.slice(start, start + BATCH).map((row) => ({
				findingId: row.id,
				kind: "decided" as const,
				at,
				...actor,
				...said,
				decisionId: decision.id,
				before: standing(row),
				version: row.version + 1,
			})),
		});
	}
	let placed: Placement = { cases: [], caseOf: new Map(), audit: [] };
	if (verdict === "escalated") {
		placed = await placeEscalated(tx, ctx, { decisionId: decision.id, target, findings: rows });
		const by = { name: actor.actorName, verified: actor.actorVerified };
		const escalation = { decisionId: decision.id, at, by, note: said.note, findings: rows };
		await emit(tx, ctx, "finding.escalated", () => escalatedData(escalation, config().publicUrl));
	}
	const decided = rows.map(
		(row): AuditEntry => ({
			verb: "findings.decide",
			targetKind: "finding" as const,
			targetId: row.id,
			before: standing(row),
			after: {
				...said,
				status: verdict,
				decisionId: decision.id,
				...(placed.caseOf.has(row.id) ? { caseId: placed.caseOf.get(row.id) } : {}),
			},
		}),
	);
	await recordAudit(tx, ctx, [...decided, ...placed.audit]);
	await notify(tx, FINDINGS_CHANNEL, decision.id);
	return { id: decision.id, cases: placed.cases };
}

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

async function answer(
	tx: Transaction,
	id: string | null,
	selection: Selection,
	listAll: boolean,
): Promise<Omit<DecisionResult, "cases">> {
	const after = listAll
		? await tx.finding.findMany({
				where: { id: { in: selection.matched.map((row) => row.id) } },
				select: SUMMARY_SELECT,
			})
		: [];
	const outcomes: DecisionOutcome[] = [
		...after.map((row) => ({ id: row.id, outcome: "decided" as const, finding: toSummary(row) })),
		...selection.conflicts
			.slice(0, listAll ? undefined : LISTED_CONFLICTS)
			.map((row) => ({ id: row.id, outcome: "conflict" as const, finding: toSummary(row) })),
		...selection.notFound.map((missing) => ({ id: missing, outcome: "not_found" as const })),
	];
	return {
		id,
		decided: selection.matched.length,
		conflicts: selection.conflicts.length,
		notFound: selection.notFound.length,
		outcomes,
	};
}
