import { z } from "zod";
import { readClocks } from "@/lib/cases/deadlines/read-clocks";
import { CASE_SEVERITIES, CASE_STATUSES } from "@/lib/core/case-status";
import { type Conditions, conditionsOf } from "@/lib/core/filters";
import { parseInput } from "@/lib/core/input/parse";
import type { Actor } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { scopeSql } from "@/lib/platform/context/scope";
import { Prisma } from "@/lib/platform/db/generated/client.ts";
import { instantColumn, keyset, textColumn } from "@/lib/platform/db/keyset";
import { allOf, wordsSql } from "@/lib/triage/findings/where";
import { type CaseRow, countsOf, MERGED_INTO, toCaseSummary } from "./dto";
import { type CaseFilter, type CaseListInput, type CasePage, type CaseSort, caseListInput } from "./schema";

const PAGES = keyset<CaseRow, CaseSort>(
	{
		updatedAt: instantColumn('c."updatedAt"', (row) => row.updatedAt),
		createdAt: instantColumn('c."createdAt"', (row) => row.createdAt),
		dueAt: instantColumn('c."dueAt"', (row) => row.dueAt, true),
		nextActionAt: instantColumn('c."nextActionAt"', (row) => row.nextActionAt, true),
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
		owner: textColumn('lower(c."ownerName")', (row) => row.ownerName?.toLowerCase() ?? null, true),
	},
	Prisma.sql`c."id"`,
);

/**
 * One page of the cases that match, in a total order, and how many match. Cases that were merged into another are
 * found under that one.
 * @throws AppError `invalid_input`
 */
export async function listCases(ctx: Context, input: CaseListInput): Promise<CasePage> {
	authorize(ctx.actor, "cases.read");
	const query = parseInput(caseListInput, input);
	const where = casesWhere(query, ctx.actor);
	const [keys, [count]] = await Promise.all([
		ctx.db.$queryRaw<
			{ id: string }[]
		>`SELECT c."id" FROM "Case" c WHERE ${allOf([...where, ...PAGES.after(query)])}
			ORDER BY ${PAGES.order(query)} LIMIT ${query.limit + 1}`,
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
		nextCursor: last === undefined ? null : PAGES.cursor(query.sort, last),
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
