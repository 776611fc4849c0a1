import { AppError } from "@/lib/core/errors";
import { DECISION_LIMIT } from "@/lib/decisions/schema";
import type { Actor } from "@/lib/platform/context/actor";
import { scopeSql } from "@/lib/platform/context/scope";
import type { Transaction } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client.ts";
import { SUMMARY_SELECT, type SummaryRow } from "@/lib/triage/findings/dto";
import type { FindingFilter } from "@/lib/triage/findings/schema";
import { allOf, whereSql } from "@/lib/triage/findings/where";

/** What a decision is about: findings as the person saw them, others that have changed since, and unknown ids. */
export interface Selection {
	readonly matched: readonly SummaryRow[];
	readonly conflicts: readonly SummaryRow[];
	readonly notFound: readonly string[];
}

export async function selectByVersion(
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

export async function selectByFilter(
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
