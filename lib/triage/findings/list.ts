import { z } from "zod";
import { readCursor, writeCursor } from "@/lib/core/input/cursor";
import { parseInput, storable } from "@/lib/core/input/parse";
import { instant } from "@/lib/core/time";
import type { Actor } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { Prisma } from "@/lib/platform/db/generated/client.ts";
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

interface SortColumn {
	readonly sql: Prisma.Sql;
	/** The cursor holds the value as text; this reads it back. */
	readonly cast: Prisma.Sql;
	readonly read: (row: SummaryRow) => string | null;
}

const SORT_COLUMNS: Record<FindingSort, SortColumn> = {
	eventAt: instantColumn("eventAt"),
	lastSeenAt: instantColumn("lastSeenAt"),
	decidedAt: instantColumn("decidedAt"),
	accountUpn: {
		sql: Prisma.raw('f."accountKey"'),
		cast: Prisma.raw("text"),
		read: (row) => (row.accountUpn ?? "").toLowerCase(),
	},
};

function instantColumn(name: "eventAt" | "lastSeenAt" | "decidedAt"): SortColumn {
	return {
		sql: Prisma.raw(`f."${name}"`),
		cast: Prisma.raw("timestamptz"),
		read: (row) => row[name]?.toISOString() ?? null,
	};
}

const SUMMARY_COLUMNS = Prisma.raw(
	Object.keys(SUMMARY_SELECT)
		.map((column) => `f."${column}"`)
		.join(", "),
);

/** Where a page ended: the sort, the last row's value in it (null where it has none) and its id. */
const cursorShape = z.union([
	z.tuple([z.enum(["eventAt", "lastSeenAt"]), instant, z.uuid()]),
	z.tuple([z.literal("decidedAt"), instant.nullable(), z.uuid()]),
	z.tuple([z.literal("accountUpn"), storable, z.uuid()]),
]);
type Cursor = z.infer<typeof cursorShape>;

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
		nextCursor: last ? cursorAfter(query.sort, last) : null,
		asOf,
	};
}

/** The statement of a page; one row more than the limit, to know whether another page follows. */
export function listSql(query: FindingListQuery, actor: Actor): Prisma.Sql {
	const column = SORT_COLUMNS[query.sort];
	const direction = Prisma.raw(query.order);
	const after = query.cursor ? [afterSql(column, query.order, readPlace(query.cursor, query.sort))] : [];
	// An index read backwards gives NULLS LAST only where there are no nulls to place.
	const nulls = query.sort === "decidedAt" ? Prisma.raw(" NULLS LAST") : Prisma.empty;
	return Prisma.sql`SELECT ${SUMMARY_COLUMNS} FROM "Finding" f WHERE ${whereSql(query, actor, after)}
		ORDER BY ${column.sql} ${direction}${nulls}, f."id" ${direction} LIMIT ${query.limit + 1}`;
}

function afterSql(column: SortColumn, order: "asc" | "desc", [, value, id]: Cursor): Prisma.Sql {
	const beyond = Prisma.raw(order === "desc" ? "<" : ">");
	if (value === null) return Prisma.sql`${column.sql} IS NULL AND f."id" ${beyond} ${id}::uuid`;
	const next = Prisma.sql`(${column.sql}, f."id") ${beyond} (${value}::${column.cast}, ${id}::uuid)`;
	return column === SORT_COLUMNS.decidedAt ? Prisma.sql`(${next} OR ${column.sql} IS NULL)` : next;
}

function cursorAfter(sort: FindingSort, row: SummaryRow): string {
	return writeCursor([sort, SORT_COLUMNS[sort].read(row), row.id]);
}

function readPlace(text: string, sort: FindingSort): Cursor {
	return readCursor(
		cursorShape.refine((place) => place[0] === sort),
		text,
	);
}
