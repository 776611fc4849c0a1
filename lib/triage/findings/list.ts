import { parseInput } from "@/lib/core/input/parse";
import type { Actor } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { Prisma } from "@/lib/platform/db/generated/client.ts";
import { instantColumn, keyset, textColumn } from "@/lib/platform/db/keyset";
import { linkedNames } from "@/lib/platform/identity/linked-names";
import { SUMMARY_SELECT, type SummaryRow, toSummary } from "./dto";
import {
	type FindingListInput,
	type FindingListQuery,
	type FindingPage,
	type FindingSort,
	findingListInput,
} from "./schema";
import { whereSql } from "./where";

const PAGES = keyset<SummaryRow, FindingSort>(
	{
		eventAt: instantColumn('f."eventAt"', (row) => row.eventAt),
		lastSeenAt: instantColumn('f."lastSeenAt"', (row) => row.lastSeenAt),
		decidedAt: instantColumn('f."decidedAt"', (row) => row.decidedAt, true),
		accountUpn: textColumn('f."accountKey"', (row) => (row.accountUpn ?? "").toLowerCase()),
	},
	Prisma.sql`f."id"`,
);

const SUMMARY_COLUMNS = Prisma.raw(
	Object.keys(SUMMARY_SELECT)
		.map((column) => `f."${column}"`)
		.join(", "),
);

/**
 * One page of the findings that match, in a total order: the sort column, then the id. Rows without a value
 * in the sort column come last in either direction.
 * @throws AppError `invalid_input` for a filter or cursor that does not fit, with the field.
 */
export async function listFindings(ctx: Context, input: FindingListInput): Promise<FindingPage> {
	authorize(ctx.actor, "findings.read");
	const query = parseInput(findingListInput, input);
	const asOf = ctx.now().toISOString();
	const [rows, links] = await Promise.all([
		ctx.db.$queryRaw<SummaryRow[]>(listSql(query, ctx.actor)),
		linkedNames(ctx.db),
	]);
	const items = rows.slice(0, query.limit);
	const last = rows.length > query.limit ? items.at(-1) : undefined;
	return {
		items: items.map((row) => toSummary(row, links)),
		nextCursor: last ? PAGES.cursor(query.sort, last) : null,
		asOf,
	};
}

/** The statement of a page; one row more than the limit, to know whether another page follows. */
export function listSql(query: FindingListQuery, actor: Actor): Prisma.Sql {
	return Prisma.sql`SELECT ${SUMMARY_COLUMNS} FROM "Finding" f WHERE ${whereSql(query, actor, PAGES.after(query))}
		ORDER BY ${PAGES.order(query)} LIMIT ${query.limit + 1}`;
}
