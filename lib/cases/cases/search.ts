import { excerptOf } from "@/lib/cases/record/rules";
import type { CaseName } from "@/lib/core/case-name";
import { parseInput } from "@/lib/core/input/parse";
import { firstFound, searchWords } from "@/lib/core/search-words";
import type { Context } from "@/lib/platform/context/context";
import { authorize, may } from "@/lib/platform/context/permissions";
import { scopeSql } from "@/lib/platform/context/scope";
import { Prisma } from "@/lib/platform/db/generated/client.ts";
import { allOf, FINDING_TEXTS, wordSql, wordsSql } from "@/lib/triage/findings/where";
import { type CaseSearch, type CaseSearchInput, caseSearchInput, MATCH_PLACES } from "./schema";

/** Places named at one case. */
const PLACES = 4;

interface Hit extends CaseName {
	readonly in: (typeof MATCH_PLACES)[number];
	readonly text: string;
	readonly findingId: string | null;
}

/**
 * Looks for words in everything about cases: title and number, what is known and supposed, comments, tasks, entities,
 * and the findings with their notes; and in the findings that are in no case. Each word has to stand somewhere in the
 * case. A defanged address finds what it stands for. Without letter case.
 */
export async function searchCases(ctx: Context, input: CaseSearchInput): Promise<CaseSearch> {
	authorize(ctx.actor, "cases.read");
	const { text, limit } = parseInput(caseSearchInput, input);
	const words = searchWords(text);
	if (words.length === 0) return { cases: [], findings: [] };
	/** Which of the words stand in these columns, as an array in their order. */
	const found = (
		texts: readonly Prisma.Sql[],
		more: (word: string) => Prisma.Sql = () => Prisma.sql`FALSE`,
	) =>
		Prisma.sql`ARRAY[${Prisma.join(
			words.map((forms) => Prisma.sql`COALESCE(${wordSql(forms, texts)}, FALSE) OR ${more(forms[0] ?? "")}`),
		)}]`;
	const column = (sql: string) => [Prisma.raw(`lower(${sql})`)];
	const number = (word: string) =>
		/^#?\d{1,9}$/.test(word) ? Prisma.sql`c."number" = ${Number(word.replace("#", ""))}` : Prisma.sql`FALSE`;
	const fields = `concat_ws(E'\\n', array_to_string(c."tags", ', '), c."known", c."hypothesis", c."nextAction", c."waitingFor", c."closingNote")`;
	const findings = may(ctx.actor, "findings.read");
	const scope = allOf(scopeSql(ctx.actor, 'c."workspaceId"'));
	const every = Prisma.join(
		words.map((_, at) => Prisma.sql`bool_or(h."has"[${Prisma.raw(String(at + 1))}])`),
		" AND ",
	);
	const hits = await ctx.db.$queryRaw<Hit[]>`
		WITH hit AS (SELECT * FROM (
			SELECT c."id", 'title' AS "in", c."title" AS "text", NULL::uuid AS "findingId",
				${found(column('c."title"'), number)} AS "has" FROM "Case" c
			UNION ALL SELECT c."id", 'fields', ${Prisma.raw(fields)}, NULL, ${found(column(fields))} FROM "Case" c
			UNION ALL SELECT m."caseId", 'comment', m."body", NULL, ${found(column('m."body"'))} FROM "CaseComment" m
			UNION ALL SELECT t."caseId", 'task', concat_ws(': ', t."title", nullif(t."outcome", '')), NULL,
				${found(column('t."outcome"'))} FROM "CaseTask" t
			UNION ALL SELECT e."caseId", 'entity', concat_ws(': ', e."value", nullif(e."note", '')), NULL,
				${found([...column('e."value"'), ...column('e."note"')])} FROM "CaseEntity" e
			UNION ALL SELECT l."caseId", 'finding', concat_ws(E'\\n', f."note", f."searchText"), f."id",
				${found(FINDING_TEXTS)}
				FROM "CaseFinding" l JOIN "Finding" f ON f."id" = l."findingId" WHERE ${findings}
		) looked WHERE TRUE = ANY("has")), whole AS (
			SELECT h."id" FROM hit h GROUP BY h."id" HAVING ${every}
		), ranked AS (
			SELECT h.*, row_number() OVER (PARTITION BY h."id" ORDER BY array_position(${[...MATCH_PLACES]}::text[], h."in"))
				AS "place" FROM hit h JOIN whole w ON w."id" = h."id"
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
			FROM "Finding" f WHERE ${allOf(wordsSql(text, FINDING_TEXTS))} AND ${allOf(scopeSql(ctx.actor, 'f."workspaceId"'))}
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
						excerpt: excerptOf(hit.text, firstFound(words, hit.text)),
						findingId: hit.findingId,
					})),
				},
			];
		}),
		findings: loose.map(({ text: whole, eventAt, ...found }) => ({
			...found,
			eventAt: eventAt.toISOString(),
			excerpt: excerptOf(whole, firstFound(words, whole)),
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
