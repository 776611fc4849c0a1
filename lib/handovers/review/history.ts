import { z } from "zod";
import { excerptOf } from "@/lib/cases/record/rules";
import { type Conditions, conditionsOf } from "@/lib/core/filters";
import { readCursor, writeCursor } from "@/lib/core/input/cursor";
import { parseInput } from "@/lib/core/input/parse";
import { firstFound, searchForms } from "@/lib/core/search-words";
import { visibleText } from "@/lib/core/visible-text";
import type { Actor } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { scopeOf } from "@/lib/platform/context/scope";
import { Prisma } from "@/lib/platform/db/generated/client.ts";
import { escapeLike } from "@/lib/triage/findings/where";
import { PAST_SELECT, toPast } from "./dto";
import { type HistoryInput, type HistoryPage, historyInput } from "./schema";

const place = z.tuple([z.iso.datetime(), z.int()]);

/**
 * Signed handovers that match, the newest first. The text is looked for in every text of the frozen
 * handover, its keys left out, and in what was said since. A defanged address finds what it stands for.
 */
export async function searchHandovers(ctx: Context, input: HistoryInput): Promise<HistoryPage> {
	authorize(ctx.actor, "handovers.read");
	const { cursor, limit, ...filter } = parseInput(historyInput, input);
	const forms = searchForms(filter.text ?? "");
	const conditions = [
		Prisma.sql`h."status" <> 'draft'`,
		...scopeConditions(ctx.actor),
		...conditionsOf(CONDITIONS, filter),
	];
	if (cursor !== undefined) {
		const [windowTo, number] = readCursor(place, cursor);
		conditions.push(Prisma.sql`(h."windowTo", h."number") < (${windowTo}::timestamptz, ${number}::int)`);
	}
	const found = await ctx.db.$queryRaw<
		{ id: string; number: number; windowTo: Date; found: string | null }[]
	>`
		SELECT h."id"::text AS "id", h."number", h."windowTo", ${foundSql(forms)} AS "found"
		FROM "Handover" h WHERE ${Prisma.join(conditions, " AND ")}
		ORDER BY h."windowTo" DESC, h."number" DESC LIMIT ${limit + 1}`;
	const page = found.slice(0, limit);
	const last = page.at(-1);
	const rows = await ctx.db.handover.findMany({
		where: { id: { in: page.map(({ id }) => id) } },
		select: PAST_SELECT,
	});
	const byId = new Map(rows.map((row) => [row.id, row]));
	return {
		items: page.flatMap((one) => {
			const row = byId.get(one.id);
			if (row === undefined) return [];
			return [{ ...toPast(row), found: one.found === null ? null : around(one.found, forms) }];
		}),
		nextCursor: found.length > limit && last ? writeCursor([last.windowTo.toISOString(), last.number]) : null,
	};
}

/** As maySeeHandover, of rows. */
function scopeConditions(actor: Actor): Prisma.Sql[] {
	const scope = scopeOf(actor);
	if (scope === null) return [];
	return [Prisma.sql`cardinality(h."workspaces") > 0`, Prisma.sql`h."workspaces" <@ ${[...scope]}::text[]`];
}

/** What each filter asks of a handover `h`. */
const CONDITIONS: Conditions<Omit<z.output<typeof historyInput>, "cursor" | "limit">, Prisma.Sql> = {
	status: (any) => Prisma.sql`h."status"::text = ANY(${any}::text[])`,
	shift: (shift) => Prisma.sql`h."shift" ILIKE ${like(shift)}`,
	from: (at) => Prisma.sql`h."windowTo" > ${at}::timestamptz`,
	to: (at) => Prisma.sql`h."windowFrom" < ${at}::timestamptz`,
	person: (person) => {
		const name = like(person);
		return Prisma.sql`(h."outgoingName" ILIKE ${name} OR h."incomingName" ILIKE ${name}
			OR EXISTS (SELECT FROM "HandoverAnswer" WHERE "handoverId" = h."id" AND "byName" ILIKE ${name})
			OR EXISTS (SELECT FROM "HandoverMessage" WHERE "handoverId" = h."id" AND "byName" ILIKE ${name})
			OR EXISTS (SELECT FROM "HandoverAddendum" WHERE "handoverId" = h."id" AND "byName" ILIKE ${name}))`;
	},
	text: (text) => {
		const forms = searchForms(text);
		// The snapshot's text holds keys and escapes too, so this only leaves out what cannot match.
		const raw = forms.map((form) => like(JSON.stringify(form).slice(1, -1)));
		return [
			Prisma.sql`(h."snapshot"::text ILIKE ANY(${raw}) OR ${sinceSql(forms, "EXISTS")})`,
			Prisma.sql`${foundSql(forms)} IS NOT NULL`,
		];
	},
};

/** The first text of the frozen handover that holds one of the forms, else the first of what was said since. */
function foundSql(forms: readonly string[]): Prisma.Sql {
	if (forms.length === 0) return Prisma.sql`NULL::text`;
	// In any letter case (SQL/JSON path language, like_regex).
	const pattern = forms.map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
	const path = `$.** ? (@.type() == "string" && @ like_regex ${JSON.stringify(pattern)} flag "i")`;
	return Prisma.sql`coalesce(jsonb_path_query_first(h."snapshot"::jsonb, ${path}::jsonpath) #>> '{}',
		${sinceSql(forms, "")})`;
}

function sinceSql(forms: readonly string[], exists: "EXISTS" | ""): Prisma.Sql {
	const patterns = forms.map(like);
	return Prisma.sql`${Prisma.raw(exists)} (SELECT body FROM (
		SELECT h."synthesis" AS body
		UNION ALL SELECT "reason" FROM "HandoverAnswer" WHERE "handoverId" = h."id"
		UNION ALL SELECT "body" FROM "HandoverMessage" WHERE "handoverId" = h."id"
		UNION ALL SELECT "body" FROM "HandoverAddendum" WHERE "handoverId" = h."id"
	) AS said WHERE body ILIKE ANY(${patterns}) LIMIT 1)`;
}

/** A pattern of LIKE for what holds the text as it is. */
function like(text: string): string {
	return `%${escapeLike(text)}%`;
}

/** On one line, with a little before and after what was looked for. */
function around(body: string, forms: readonly string[]): string {
	const line = visibleText(body.replace(/\s+/g, " "));
	return excerptOf(line, firstFound([forms], line));
}
