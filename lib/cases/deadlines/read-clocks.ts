import type { Database, Transaction } from "@/lib/platform/db/client";
import type { Case, Prisma } from "@/lib/platform/db/generated/client.ts";
import { caseClocks } from "./calendar";
import { readPlan } from "./plan";
import type { Span, TargetClock } from "./rules";
import type { ClockDto } from "./schema";

/** The columns that the deadlines of a case follow from. */
export const CLOCKED = {
	id: true,
	severity: true,
	createdAt: true,
	reopenedAt: true,
	mergedIntoId: true,
	acknowledgedAt: true,
	containedAt: true,
	resolvedAt: true,
	closedAt: true,
	dueAt: true,
	waitingSince: true,
} as const satisfies Prisma.CaseSelect;

export type Clocked = Pick<Case, keyof typeof CLOCKED>;

/**
 * The deadlines of these cases, by the case's id. A case that was merged into another has none: what is still to be
 * done is due there.
 */
export async function readClocks(
	db: Database | Transaction,
	rows: readonly Clocked[],
	now: Date,
): Promise<ReadonlyMap<string, readonly TargetClock[]>> {
	if (rows.length === 0) return new Map();
	const plan = await readPlan(db);
	const waited = plan.pauseWaiting
		? await readWaited(
				db,
				rows.map(({ id }) => id),
			)
		: new Map<string, Span[]>();
	return new Map(
		rows.map((row) => [
			row.id,
			(row.mergedIntoId ?? null) === null
				? caseClocks(plan, { ...row, waited: waited.get(row.id) ?? [] }, now)
				: [],
		]),
	);
}

/** When cases waited for an answer and do no more, as the changes of their fields say. */
async function readWaited(db: Database | Transaction, ids: readonly string[]): Promise<Map<string, Span[]>> {
	const spans = await db.$queryRaw<{ caseId: string; since: string; until: Date }[]>`
		SELECT "caseId", "data"->'before'->>'waitingSince' AS "since", "at" AS "until" FROM "CaseEvent"
		WHERE "caseId" = ANY(${ids}::uuid[]) AND "kind" = 'updated' AND "data"->'before'->>'waitingSince' IS NOT NULL
		ORDER BY "at"`;
	const byCase = new Map<string, Span[]>();
	for (const { caseId, since, until } of spans) {
		const known = byCase.get(caseId) ?? [];
		known.push([Date.parse(since), until.getTime()]);
		byCase.set(caseId, known);
	}
	return byCase;
}

export function toClockDto({ target, due, state }: TargetClock): ClockDto {
	return { target, dueAt: new Date(due).toISOString(), state };
}
