import type { Context } from "@/lib/context";
import { Prisma } from "@/lib/db/generated/client.ts";
import { allOf, escapeLike } from "@/lib/findings/where";
import { parseInput } from "@/lib/http/parse";
import { authorize, may } from "@/lib/identity/permissions";
import { scopeSql } from "@/lib/identity/scope";
import { refang } from "./entity-rules";
import { excerptOf } from "./rules";
import {
	type CaseName,
	type CaseSearch,
	type CaseSearchInput,
	caseSearchInput,
	MATCH_PLACES,
} from "./schema";

/** Places named at one case. */
const PLACES = 4;

interface Hit extends CaseName {
	readonly in: (typeof MATCH_PLACES)[number];
	readonly text: string;
	readonly findingId: string | null;
}

/**
 * Looks for words in everything about cases: title and number, what is known and supposed, comments, tasks, entities,
 * and the findings with their notes; and in the findings that are in no case. A defanged address finds what it stands
 * for. Without letter case.
 */
export async function searchCases(ctx: Context, input: CaseSearchInput): Promise<CaseSearch> {
	authorize(ctx.actor, "cases.read");
	const { text, limit } = parseInput(caseSearchInput, input);
	const needle = refang(text.replace(/^#(?=\d+$)/, "")).toLowerCase();
	const asTyped = `%${escapeLike(text.toLowerCase())}%`;
	const pattern = `%${escapeLike(needle)}%`;
	const matches = (column: string) =>
		Prisma.sql`(lower(${Prisma.raw(column)}) LIKE ${pattern} OR lower(${Prisma.raw(column)}) LIKE ${asTyped})`;
	const number = /^\d{1,9}$/.test(needle) ? Prisma.sql`c."number" = ${Number(needle)}` : Prisma.sql`FALSE`;
	const fields = `concat_ws(E'\\n', array_to_string(c."tags", ', '), c."known", c."hypothesis", c."nextAction", c."waitingFor", c."closingNote")`;
	const findings = may(ctx.actor, "findings.read");
	const finding = Prisma.sql`(f."searchText" LIKE ${pattern} OR lower(f."note") LIKE ${pattern})`;
	const scope = allOf(scopeSql(ctx.actor, 'c."workspaceId"'));
	const hits = await ctx.db.$queryRaw<Hit[]>`
		WITH hit AS (
			SELECT c."id", 'title' AS "in", c."title" AS "text", NULL::uuid AS "findingId" FROM "Case" c
				WHERE ${matches('c."title"')} OR ${number}
			UNION ALL SELECT c."id", 'fields', ${Prisma.raw(fields)}, NULL FROM "Case" c WHERE ${matches(fields)}
			UNION ALL SELECT m."caseId", 'comment', m."body", NULL FROM "CaseComment" m WHERE ${matches('m."body"')}
			UNION ALL SELECT t."caseId", 'task', concat_ws(': ', t."title", nullif(t."outcome", '')), NULL
				FROM "CaseTask" t WHERE ${matches('t."outcome"')}
			UNION ALL SELECT e."caseId", 'entity', concat_ws(': ', e."value", nullif(e."note", '')), NULL
				FROM "CaseEntity" e WHERE ${matches('e."value"')} OR ${matches('e."note"')}
			UNION ALL SELECT l."caseId", 'finding', concat_ws(E'\\n', f."note", f."searchText"), f."id"
				FROM "CaseFinding" l JOIN "Finding" f ON f."id" = l."findingId" WHERE ${findings} AND ${finding}
		), ranked AS (
			SELECT h.*, row_number() OVER (PARTITION BY h."id" ORDER BY array_position(${[...MATCH_PLACES]}::text[], h."in"))
				AS "place" FROM hit h
		), best AS (
			SELECT "id" FROM ranked r WHERE "place" = 1 AND EXISTS (SELECT 1 FROM "Case" c WHERE c."id" = r."id" AND ${scope})
			ORDER BY array_position(${[...MATCH_PLACES]}::text[], "in"), "id" DESC LIMIT ${limit}
		)
		SELECT c."id", c."number", c."title", c."status"::text, c."severity"::text, r."in", left(r."text", 20000) AS "text",
			r."findingId"
		FROM best JOIN ranked r ON r."id" = best."id" JOIN "Case" c ON c."id" = r."id"
		WHERE r."place" <= ${PLACES}
		ORDER BY array_position(${[...MATCH_PLACES]}::text[], r."in"), c."number" DESC`;
	const loose = findings
		? await ctx.db.$queryRaw<LooseFinding[]>`
			SELECT f."id", f."accountUpn", f."status"::text, f."eventAt",
				left(concat_ws(E'\\n', f."note", f."searchText"), 20000) AS "text"
			FROM "Finding" f WHERE ${finding} AND ${allOf(scopeSql(ctx.actor, 'f."workspaceId"'))}
				AND NOT EXISTS (SELECT 1 FROM "CaseFinding" l WHERE l."findingId" = f."id")
			ORDER BY f."eventAt" DESC LIMIT ${limit}`
		: [];
	const ids = [...new Set(hits.map(({ id }) => id))];
	return {
		cases: ids.flatMap((id) => {
			const its = hits.filter((hit) => hit.id === id);
			const [first] = its;
			if (first === undefined) return [];
			const { number: no, title, status, severity } = first;
			return [
				{
					id,
					number: no,
					title,
					status,
					severity,
					matches: its.map((hit) => ({
						in: hit.in,
						excerpt: excerptOf(hit.text, needle),
						findingId: hit.findingId,
					})),
				},
			];
		}),
		findings: loose.map(({ text: whole, eventAt, ...found }) => ({
			...found,
			eventAt: eventAt.toISOString(),
			excerpt: excerptOf(whole, needle),
		})),
	};
}

interface LooseFinding {
	readonly id: string;
	readonly accountUpn: string | null;
	readonly status: string;
	readonly eventAt: Date;
	readonly text: string;
}
