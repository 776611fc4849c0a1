import { recordAudit } from "@/lib/audit/record";
import { config } from "@/lib/config";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client.ts";
import { notify } from "@/lib/db/notify";
import { AppError } from "@/lib/errors";
import { parseInput } from "@/lib/http/parse";
import { type Actor, actorRecord } from "@/lib/identity/actor";
import { authorize } from "@/lib/identity/permissions";
import { scopeSql } from "@/lib/identity/scope";
import { emit } from "@/lib/webhooks/emit";
import { escalatedData } from "@/lib/webhooks/finding-escalated";
import { SUMMARY_SELECT, type SummaryRow, toSummary } from "./dto";
import { decisionProblem } from "./rules";
import {
	DECISION_LIMIT,
	type DecisionInputBody,
	type DecisionOutcome,
	type DecisionResult,
	decisionInput,
	type FindingFilter,
} from "./schema";
import { allOf, whereSql } from "./where";

/** Channel on which pages hear that findings were decided; the payload is the decision's id. */
export const FINDINGS_CHANNEL = "findings";

/** Conflicts named one by one in the answer to a decision by filter; more are only counted. */
const LISTED_CONFLICTS = 100;
/** Rows of one insert: PostgreSQL takes at most 65,535 parameters a statement. */
const BATCH = 2_000;

interface Selection {
	readonly matched: readonly SummaryRow[];
	readonly conflicts: readonly SummaryRow[];
	readonly notFound: readonly string[];
}

/**
 * Gives one verdict to one or many findings, in one transaction: what is answered as decided is stored, with
 * its activity and audit. A finding that changed since the person saw it is left alone and comes back as a
 * conflict with how it stands now.
 * @throws AppError `unauthenticated`, `invalid_input`, `too_large` (more than {@link DECISION_LIMIT} match)
 */
export async function decide(ctx: Context, input: DecisionInputBody): Promise<DecisionResult> {
	authorize(ctx.actor, "findings.decide");
	const decision = parseInput(decisionInput, input);
	const problem = decisionProblem(decision);
	if (problem) throw new AppError("invalid_input", problem.message, { places: [problem] });

	return ctx.db.$transaction(
		async (tx) => {
			const selection =
				"ids" in decision
					? await selectByVersion(tx, ctx.actor, decision.ids, decision.versions)
					: await selectByFilter(tx, ctx.actor, decision.filter, new Date(decision.asOf));
			const id = selection.matched.length > 0 ? await write(tx, ctx, decision, selection.matched) : null;
			return answer(tx, id, selection, "ids" in decision);
		},
		{ timeout: 60_000, maxWait: 10_000 },
	);
}

async function selectByVersion(
	tx: Transaction,
	actor: Actor,
	ids: readonly string[],
	versions: Readonly<Record<string, number>>,
): Promise<Selection> {
	const wanted = [...new Set(ids)];
	const rows = await lock(
		tx,
		allOf([Prisma.sql`f."id" = ANY(${wanted}::uuid[])`, ...scopeSql(actor, 'f."workspaceId"')]),
		wanted.length,
	);
	const known = new Set(rows.map((row) => row.id));
	return {
		matched: rows.filter((row) => versions[row.id] === row.version),
		conflicts: rows.filter((row) => versions[row.id] !== row.version),
		notFound: wanted.filter((id) => !known.has(id)),
	};
}

async function selectByFilter(
	tx: Transaction,
	actor: Actor,
	filter: FindingFilter,
	asOf: Date,
): Promise<Selection> {
	const rows = await lock(tx, whereSql(filter, actor), DECISION_LIMIT + 1);
	if (rows.length > DECISION_LIMIT) {
		throw new AppError("too_large", `More than ${DECISION_LIMIT.toLocaleString("en")} findings match.`, {
			remedy: "Narrow the filter and decide in parts.",
		});
	}
	return {
		matched: rows.filter((row) => row.updatedAt <= asOf),
		conflicts: rows.filter((row) => row.updatedAt > asOf),
		notFound: [],
	};
}

const LOCK_COLUMNS = Prisma.raw(
	[...Object.keys(SUMMARY_SELECT), "updatedAt"].map((column) => `f."${column}"`).join(", "),
);

/** Locks the rows in the order of their ids, so that two decisions over the same findings never deadlock. */
function lock(tx: Transaction, where: Prisma.Sql, limit: number) {
	return tx.$queryRaw<(SummaryRow & { updatedAt: Date })[]>`
		SELECT ${LOCK_COLUMNS} FROM "Finding" f WHERE ${where} ORDER BY f."id" LIMIT ${limit} FOR UPDATE`;
}

interface Verdict {
	readonly verdict: "triaged" | "benign" | "escalated";
	readonly reason?: string | undefined;
	readonly note?: string | undefined;
}

async function write(
	tx: Transaction,
	ctx: Context,
	{ verdict, reason = undefined, note = undefined }: Verdict,
	rows: readonly SummaryRow[],
): Promise<string> {
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
	if (verdict === "escalated") {
		const by = { name: actor.actorName, verified: actor.actorVerified };
		const escalation = { decisionId: decision.id, at, by, note: said.note, findings: rows };
		await emit(tx, ctx, "finding.escalated", () => escalatedData(escalation, config().publicUrl));
	}
	await recordAudit(
		tx,
		ctx,
		rows.map((row) => ({
			verb: "findings.decide",
			targetKind: "finding" as const,
			targetId: row.id,
			before: standing(row),
			after: { ...said, status: verdict, decisionId: decision.id },
		})),
	);
	await notify(tx, FINDINGS_CHANNEL, decision.id);
	return decision.id;
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
): Promise<DecisionResult> {
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
