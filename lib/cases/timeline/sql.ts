import { Prisma } from "@/lib/platform/db/generated/client.ts";
import type { TimelineEntry } from "./answers";
import { TIMELINE_KINDS, type TimelineKind } from "./rules";

/** Where a page ended. */
export type TimelinePlace = readonly [at: string, key: string];

export interface Window {
	readonly order: "asc" | "desc";
	readonly after: TimelinePlace | null;
	readonly limit: number;
}

/** A row of every source, in the shape that they share. */
export type TimelineRow = Omit<TimelineEntry, "at" | "data"> & { readonly at: Date; readonly data: unknown };

/** Characters of what somebody wrote that the timeline shows. */
const EXCERPT = 600;

/** An instant that can be read without fail; the day is added to the month, so that February 31 is in March. */
const ISO_TIME =
	"^[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?Z$";

/**
 * What the evidence of the linked findings tells: each of its rows at its own time, a finding without such rows at
 * the time it is listed under. Evidence comes from outside, so a time that is none counts as missing.
 */
const EVIDENCE = (caseId: string) => Prisma.sql`
	SELECT 'evidence' AS "kind", 'e:' || f."id" || ':' || lpad(e.n::text, 6, '0') AS "key",
		coalesce(nullif(e.row->>'ActionType', ''), f."actionType", 'Finding') AS "what", e.at AS "at", NULL::text AS "by",
		f."id" AS "findingId", 1 AS "findings", f."accountUpn" AS "user", coalesce(e.row->>'Url', f."url") AS "url",
		coalesce(e.row->>'IPAddress', f."ipAddress") AS "ip", '' AS "text", NULL::jsonb AS "data"
	FROM "CaseFinding" l JOIN "Finding" f ON f."id" = l."findingId",
		LATERAL (
			SELECT r.row, r.n, CASE WHEN r.row->>'TimeGenerated' ~ ${ISO_TIME} THEN
				(left(r.row->>'TimeGenerated', 7) || '-01' || substr(r.row->>'TimeGenerated', 11))::timestamptz(3)
					+ make_interval(days => substr(r.row->>'TimeGenerated', 9, 2)::int - 1)
				ELSE f."eventAt" END AS at
			FROM jsonb_array_elements(CASE WHEN jsonb_typeof(f."evidence") = 'array' AND f."evidence" <> '[]'::jsonb
				THEN f."evidence" ELSE '[{}]'::jsonb END) WITH ORDINALITY AS r(row, n)
		) AS e
	WHERE l."caseId" = ${caseId}::uuid`;

/** Decisions on the linked findings, each once however many it was about, and what changed of decided ones. */
const DECISIONS = (caseId: string) => Prisma.sql`
	SELECT 'decision' AS "kind", 'd:' || coalesce(v."decisionId", min(v."id"::text)::uuid) || ':' || v."kind" AS "key",
		CASE WHEN v."kind" = 'decided' THEN min(v."verdict"::text) ELSE v."kind"::text END AS "what", v."at" AS "at",
		min(v."actorName") AS "by", CASE WHEN count(*) = 1 THEN min(f."id"::text)::uuid END AS "findingId",
		count(*)::int AS "findings", CASE WHEN count(DISTINCT f."accountKey") = 1 THEN min(f."accountUpn") END AS "user",
		NULL::text AS "url", NULL::text AS "ip", left(coalesce(min(v."note"), ''), ${EXCERPT}) AS "text",
		CASE WHEN min(v."reason") IS NULL THEN NULL ELSE jsonb_build_object('reason', min(v."reason")) END AS "data"
	FROM "CaseFinding" l JOIN "FindingEvent" v ON v."findingId" = l."findingId"
		JOIN "Finding" f ON f."id" = l."findingId"
	WHERE l."caseId" = ${caseId}::uuid AND v."kind" <> 'found'
	GROUP BY v."at", v."kind", v."decisionId", CASE WHEN v."decisionId" IS NULL THEN v."id" END`;

const COMMENTS = (caseId: string) => Prisma.sql`
	SELECT 'comment' AS "kind", 'm:' || c."id" AS "key",
		CASE WHEN c."deletedAt" IS NULL THEN 'commented' ELSE 'taken_back' END AS "what", c."at" AS "at",
		c."authorName" AS "by", NULL::uuid AS "findingId", 0 AS "findings", NULL::text AS "user", NULL::text AS "url",
		NULL::text AS "ip", left(c."body", ${EXCERPT}) AS "text", NULL::jsonb AS "data"
	FROM "CaseComment" c WHERE c."caseId" = ${caseId}::uuid`;

/** What was recorded of the case itself; a comment that was written or edited tells of itself. */
const EVENTS = (caseId: string) => Prisma.sql`
	SELECT CASE WHEN v."kind" LIKE 'comment%' THEN 'comment' WHEN v."kind" LIKE 'task%' THEN 'task'
			WHEN v."kind" LIKE 'attach%' THEN 'file' ELSE 'case' END AS "kind",
		'v:' || v."id" AS "key", v."kind" AS "what", v."at" AS "at", v."actorName" AS "by", NULL::uuid AS "findingId",
		0 AS "findings", NULL::text AS "user", NULL::text AS "url", NULL::text AS "ip", '' AS "text", v."data" AS "data"
	FROM "CaseEvent" v WHERE v."caseId" = ${caseId}::uuid AND v."kind" NOT IN ('commented', 'comment_edited')`;

const SOURCES: readonly (readonly [readonly TimelineKind[], (caseId: string) => Prisma.Sql])[] = [
	[["evidence"], EVIDENCE],
	[["decision"], DECISIONS],
	[["comment"], COMMENTS],
	[["task", "file", "case", "comment"], EVENTS],
];

function sources(caseId: string, kinds: readonly TimelineKind[]): Prisma.Sql[] {
	const wanted = new Set(kinds);
	return SOURCES.filter(([gives]) => gives.some((kind) => wanted.has(kind))).map(([, sql]) => sql(caseId));
}

/**
 * One page of a case's timeline in a total order: the time, then the key. Each source gives no more rows than the
 * page can need.
 */
export function pageSql(caseId: string, kinds: readonly TimelineKind[], window: Window): Prisma.Sql {
	const direction = Prisma.raw(window.order);
	const beyond = Prisma.raw(window.order === "asc" ? ">" : "<");
	const after =
		window.after === null
			? Prisma.empty
			: Prisma.sql` AND (s."at", s."key" COLLATE "C") ${beyond} (${window.after[0]}::timestamptz, ${window.after[1]})`;
	const order = Prisma.sql`ORDER BY "at" ${direction}, "key" COLLATE "C" ${direction} LIMIT ${window.limit}`;
	const parts = sources(caseId, kinds).map(
		(source) =>
			Prisma.sql`(SELECT * FROM (${source}) AS s WHERE s."kind" = ANY(${[...kinds]}::text[])${after} ${order})`,
	);
	return Prisma.sql`SELECT * FROM (${Prisma.join(parts, " UNION ALL ")}) AS merged ${order}`;
}

/** How many entries of each kind there are. */
export function countSql(caseId: string): Prisma.Sql {
	const parts = sources(caseId, TIMELINE_KINDS).map(
		(source) => Prisma.sql`SELECT "kind" FROM (${source}) AS s`,
	);
	return Prisma.sql`SELECT "kind", count(*)::int AS "count" FROM (${Prisma.join(parts, " UNION ALL ")}) AS merged
		GROUP BY "kind"`;
}
