import { CLOCKED, readClocks, toClockDto } from "@/lib/cases/deadlines/read-clocks";
import { isOpenCase } from "@/lib/cases/record/rules";
import { CASE_STATUSES, type CaseStatus } from "@/lib/core/case-status";
import { parseInput } from "@/lib/core/input/parse";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { Prisma } from "@/lib/platform/db/generated/client.ts";
import { allOf } from "@/lib/triage/findings/where";
import { countsOf, MERGED_INTO, toCaseSummary } from "./dto";
import { casesWhere } from "./list";
import { type BoardInput, boardInput, type CaseBoard } from "./schema";
import { byUrgency } from "./urgency";

/**
 * The cases that match by status: of each status the most urgent ones (severity, then deadline), of the closed those
 * closed last, and how many there are in all.
 * @throws AppError `invalid_input`
 */
export async function caseBoard(ctx: Context, input: BoardInput): Promise<CaseBoard> {
	authorize(ctx.actor, "cases.read");
	const query = parseInput(boardInput, input);
	const where = allOf(casesWhere(query, ctx.actor));
	const [counted, active, closed] = await Promise.all([
		ctx.db.$queryRaw<{ status: CaseStatus; n: number }[]>`
			SELECT c."status"::text AS "status", count(*)::int AS "n" FROM "Case" c WHERE ${where} GROUP BY c."status"`,
		mostUrgent(ctx, where, query),
		ctx.db.$queryRaw<{ id: string }[]>`SELECT c."id" FROM "Case" c WHERE ${where} AND c."status" = 'closed'
			ORDER BY c."closedAt" DESC NULLS LAST, c."id" DESC LIMIT ${query.closed}`,
	]);
	const ids = [...active, ...closed.map(({ id }) => id)];
	const [rows, counts] = await Promise.all([
		ctx.db.case.findMany({ where: { id: { in: ids } }, include: MERGED_INTO }),
		countsOf(ctx.db, ids),
	]);
	const clocks = await readClocks(ctx.db, rows, ctx.now());
	const byId = new Map(rows.map((row) => [row.id, row]));
	const items = ids.flatMap((id) => {
		const row = byId.get(id);
		return row === undefined ? [] : [toCaseSummary(row, counts.get(id), clocks.get(id))];
	});
	const matching = new Map(counted.map(({ status, n }) => [status, n]));
	return {
		columns: CASE_STATUSES.map((status) => ({
			status,
			matching: matching.get(status) ?? 0,
			items: items.filter((each) => each.status === status),
		})),
	};
}

/** Ids of what is worked on: of each status the first `limit` by urgency. A deadline follows from the plan, so each counts. */
async function mostUrgent(
	ctx: Context,
	where: Prisma.Sql,
	limits: Readonly<Record<CaseStatus, number>>,
): Promise<string[]> {
	const found = await ctx.db.$queryRaw<
		{ id: string }[]
	>`SELECT c."id" FROM "Case" c WHERE ${where} AND c."status" <> 'closed'`;
	const rows = await ctx.db.case.findMany({
		where: { id: { in: found.map(({ id }) => id) } },
		select: { number: true, status: true, ...CLOCKED },
	});
	const clocks = await readClocks(ctx.db, rows, ctx.now());
	const ordered = rows
		.map((row) => ({ ...row, clocks: (clocks.get(row.id) ?? []).map(toClockDto) }))
		.toSorted(byUrgency);
	return CASE_STATUSES.filter(isOpenCase).flatMap((status) =>
		ordered
			.filter((each) => each.status === status)
			.slice(0, limits[status])
			.map(({ id }) => id),
	);
}
