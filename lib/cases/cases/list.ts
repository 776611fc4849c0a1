import { z } from "zod";
import { readClocks } from "@/lib/cases/deadlines/read-clocks";
import { CASE_SEVERITIES, CASE_STATUSES } from "@/lib/core/case-status";
import { type Conditions, conditionsOf } from "@/lib/core/filters";
import { readCursor, writeCursor } from "@/lib/core/input/cursor";
import { parseInput, storable } from "@/lib/core/input/parse";
import { instant } from "@/lib/core/time";
import type { Actor } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { scopeSql } from "@/lib/platform/context/scope";
import { Prisma } from "@/lib/platform/db/generated/client.ts";
import { allOf, wordsSql } from "@/lib/triage/findings/where";
import { type CaseRow, countsOf, MERGED_INTO, toCaseSummary } from "./dto";
import { type CaseFilter, type CaseListInput, type CasePage, type CaseSort, caseListInput } from "./schema";

interface SortColumn {
	readonly sql: Prisma.Sql;
	/** The cursor holds the value as text: what it must be, and the type that reads it back. */
	readonly shape: z.ZodType<string>;
	readonly cast: Prisma.Sql;
	readonly read: (row: CaseRow) => string | null;
	readonly nullable?: true;
}

const SORT: Record<CaseSort, SortColumn> = {
	updatedAt: { ...instantColumn("updatedAt"), read: (row) => row.updatedAt.toISOString() },
	createdAt: { ...instantColumn("createdAt"), read: (row) => row.createdAt.toISOString() },
	dueAt: { ...instantColumn("dueAt"), read: (row) => row.dueAt?.toISOString() ?? null, nullable: true },
	nextActionAt: {
		...instantColumn("nextActionAt"),
		read: (row) => row.nextActionAt?.toISOString() ?? null,
		nullable: true,
	},
	number: {
		sql: Prisma.raw('c."number"'),
		shape: z.string().regex(/^[1-9]\d{0,8}$/),
		cast: Prisma.raw("int"),
		read: (row) => String(row.number),
	},
	severity: {
		sql: Prisma.raw('c."severity"'),
		shape: z.enum(CASE_SEVERITIES),
		cast: Prisma.raw('"CaseSeverity"'),
		read: (row) => row.severity,
	},
	status: {
		sql: Prisma.raw('c."status"'),
		shape: z.enum(CASE_STATUSES),
		cast: Prisma.raw('"CaseStatus"'),
		read: (row) => row.status,
	},
	title: textColumn('lower(c."title")', (row) => row.title.toLowerCase()),
	owner: {
		...textColumn('lower(c."ownerName")', (row) => row.ownerName?.toLowerCase() ?? null),
		nullable: true,
	},
};

function instantColumn(name: string) {
	return { sql: Prisma.raw(`c."${name}"`), shape: instant, cast: Prisma.raw("timestamptz") };
}

function textColumn(sql: string, read: SortColumn["read"]): SortColumn {
	return { sql: Prisma.raw(sql), shape: storable, cast: Prisma.raw("text"), read };
}

/**
 * One page of the cases that match, in a total order, and how many match. Cases that were merged into another are
 * found under that one.
 * @throws AppError `invalid_input`
 */
export async function listCases(ctx: Context, input: CaseListInput): Promise<CasePage> {
	authorize(ctx.actor, "cases.read");
	const query = parseInput(caseListInput, input);
	const column = SORT[query.sort];
	const direction = Prisma.raw(query.order);
	const where = casesWhere(query, ctx.actor);
	const after = query.cursor === undefined ? [] : [beyond(query.sort, query.order, query.cursor)];
	const [keys, [count]] = await Promise.all([
		ctx.db.$queryRaw<{ id: string }[]>`SELECT c."id" FROM "Case" c WHERE ${allOf([...where, ...after])}
			ORDER BY ${column.sql} ${direction} NULLS LAST, c."id" ${direction} LIMIT ${query.limit + 1}`,
		ctx.db.$queryRaw<{ n: number }[]>`SELECT count(*)::int AS "n" FROM "Case" c WHERE ${allOf(where)}`,
	]);
	const ids = keys.slice(0, query.limit).map(({ id }) => id);
	const [rows, counts] = await Promise.all([
		ctx.db.case.findMany({ where: { id: { in: ids } }, include: MERGED_INTO }),
		countsOf(ctx.db, ids),
	]);
	const clocks = await readClocks(ctx.db, rows, ctx.now());
	const byId = new Map(rows.map((row) => [row.id, row]));
	const page = ids.map((id) => byId.get(id)).filter((row) => row !== undefined);
	const last = keys.length > query.limit ? page.at(-1) : undefined;
	return {
		items: page.map((row) => toCaseSummary(row, counts.get(row.id), clocks.get(row.id))),
		nextCursor: last === undefined ? null : writeCursor([query.sort, column.read(last), last.id]),
		matching: count?.n ?? 0,
	};
}

/** What the text filter looks in; a number is found with and without its sign. */
const CASE_TEXTS = [
	Prisma.sql`lower(concat_ws(E'\n', '#' || c."number", c."title", array_to_string(c."tags", E'\n'),
		c."known", c."hypothesis", c."nextAction"))`,
];

/** What each filter asks of `"Case" c`. */
const CONDITIONS: Conditions<CaseFilter, Prisma.Sql> = {
	status: (any) => Prisma.sql`c."status"::text = ANY(${any})`,
	severity: (any) => Prisma.sql`c."severity"::text = ANY(${any})`,
	classification: (any) => Prisma.sql`c."classification"::text = ANY(${any})`,
	owner: (any) => {
		const ids = any.filter((owner) => owner !== "none");
		const none = any.includes("none") ? [Prisma.sql`c."ownerId" IS NULL`] : [];
		return Prisma.sql`(${Prisma.join([Prisma.sql`c."ownerId" = ANY(${ids}::uuid[])`, ...none], " OR ")})`;
	},
	tag: (any) => Prisma.sql`c."tags" && ${any}::text[]`,
	workspace: (id) => Prisma.sql`c."workspaceId" = ${id}`,
	dueBefore: (at) => Prisma.sql`c."dueAt" < ${new Date(at)}`,
	waiting: (waiting) => Prisma.sql`(c."waitingFor" IS NOT NULL) = ${waiting === "yes"}`,
	text: (text) => wordsSql(text, CASE_TEXTS),
};

/** A filter, within what the actor may see, as conditions over `"Case" c`. */
export function casesWhere(filter: Partial<CaseFilter>, actor: Actor): Prisma.Sql[] {
	return [
		Prisma.sql`c."mergedIntoId" IS NULL`,
		...scopeSql(actor, 'c."workspaceId"'),
		...conditionsOf(CONDITIONS, filter),
	];
}

function beyond(sort: CaseSort, order: "asc" | "desc", cursor: string): Prisma.Sql {
	const { sql, shape, cast, nullable } = SORT[sort];
	const place = z.tuple([z.literal(sort), nullable ? shape.nullable() : shape, z.uuid()]);
	const [, value, id] = readCursor(place, cursor);
	const sign = Prisma.raw(order === "desc" ? "<" : ">");
	if (value === null) return Prisma.sql`${sql} IS NULL AND c."id" ${sign} ${id}::uuid`;
	const next = Prisma.sql`(${sql}, c."id") ${sign} (${value}::text::${cast}, ${id}::uuid)`;
	return nullable ? Prisma.sql`(${next} OR ${sql} IS NULL)` : next;
}
