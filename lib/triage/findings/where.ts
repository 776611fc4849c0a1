import { searchWords } from "@/lib/core/search-words";
import type { Actor } from "@/lib/platform/context/actor";
import { scopeSql } from "@/lib/platform/context/scope";
import { Prisma } from "@/lib/platform/db/generated/client.ts";
import type { ClickKind } from "./rules";
import type { FindingFilter } from "./schema";
import { OPEN_TWINS } from "./twins";

/** Members of a filter that a facet counts; the others bound every facet alike. */
export const FACETS = ["status", "threat", "workload", "click"] as const;
export type Facet = (typeof FACETS)[number];

/** `clickKind` of rules.ts over `"Finding" f`. */
export const CLICK_KIND_SQL = Prisma.sql`(CASE WHEN f."clickedThrough" THEN 'clicked-through'
	WHEN f."actionType" IS NULL THEN CASE WHEN f."clickedThrough" IS NULL THEN 'unknown' ELSE 'not-clicked-through' END
	WHEN f."actionType" LIKE 'ClickBlocked%' THEN 'blocked'
	WHEN f."actionType" = 'ClickAllowed' THEN 'not-clicked-through' ELSE 'other' END)`;

const CLICK_SQL: Record<ClickKind, Prisma.Sql> = {
	// As the column's own condition, which an index can answer.
	"clicked-through": Prisma.sql`f."clickedThrough" IS TRUE`,
	"not-clicked-through": kindSql("not-clicked-through"),
	blocked: kindSql("blocked"),
	other: kindSql("other"),
	unknown: kindSql("unknown"),
};

function kindSql(kind: ClickKind): Prisma.Sql {
	return Prisma.sql`${CLICK_KIND_SQL} = ${kind}`;
}

/** The conditions of one facet over `"Finding" f`, or null when the filter leaves it open. */
export function facetSql(filter: FindingFilter, facet: Facet): Prisma.Sql | null {
	switch (facet) {
		case "status":
			return filter.status ? Prisma.sql`f."status"::text = ANY(${filter.status})` : null;
		case "threat":
			return filter.threat
				? Prisma.sql`lower(f."threatTypes"::text)::text[] && ${filter.threat.map(lower)}::text[]`
				: null;
		case "workload":
			return filter.workload ? Prisma.sql`lower(f."workload") = ANY(${filter.workload.map(lower)})` : null;
		case "click":
			return filter.click
				? Prisma.sql`(${Prisma.join(
						filter.click.map((kind) => CLICK_SQL[kind]),
						" OR ",
					)})`
				: null;
	}
}

/** The conditions every facet shares, and what the actor may see. */
export function boundsSql(filter: FindingFilter, actor: Actor): Prisma.Sql[] {
	const bounds = scopeSql(actor, 'f."workspaceId"');
	if (filter.hunt) bounds.push(Prisma.sql`f."huntId" = ANY(${filter.hunt})`);
	if (filter.workspace) bounds.push(Prisma.sql`f."workspaceId" = ANY(${filter.workspace})`);
	if (filter.user) bounds.push(Prisma.sql`f."accountKey" = ANY(${filter.user})`);
	if (filter.from) bounds.push(Prisma.sql`f."eventAt" >= ${new Date(filter.from)}`);
	if (filter.to) bounds.push(Prisma.sql`f."eventAt" < ${new Date(filter.to)}`);
	if (filter.text) bounds.push(...wordsSql(filter.text, FINDING_TEXTS));
	if (filter.sample) bounds.push(Prisma.sql`f."sample" = ${filter.sample === "yes"}`);
	if (filter.run) {
		bounds.push(Prisma.sql`(f."lastRunId" = ${filter.run}::uuid OR EXISTS (
			SELECT 1 FROM "FindingEvent" e WHERE e."findingId" = f."id" AND e."runId" = ${filter.run}::uuid))`);
	}
	if (filter.case === "none") {
		bounds.push(Prisma.sql`NOT EXISTS (SELECT 1 FROM "CaseFinding" l WHERE l."findingId" = f."id")`);
	} else if (filter.case) {
		bounds.push(
			Prisma.sql`f."id" IN (SELECT l."findingId" FROM "CaseFinding" l WHERE l."caseId" = ${filter.case}::uuid)`,
		);
	}
	if (filter.twins) {
		bounds.push(Prisma.sql`f."id" IN (SELECT unnest(ARRAY[t."findingId", t."ofId"]) FROM ${OPEN_TWINS})`);
	}
	if (filter.firstSeenFrom) bounds.push(Prisma.sql`f."firstSeenAt" >= ${new Date(filter.firstSeenFrom)}`);
	if (filter.firstSeenTo) bounds.push(Prisma.sql`f."firstSeenAt" < ${new Date(filter.firstSeenTo)}`);
	if (filter.decidedFrom) bounds.push(Prisma.sql`f."decidedAt" >= ${new Date(filter.decidedFrom)}`);
	if (filter.decidedTo) bounds.push(Prisma.sql`f."decidedAt" < ${new Date(filter.decidedTo)}`);
	if (filter.verdict) bounds.push(Prisma.sql`f."verdict"::text = ANY(${filter.verdict})`);
	if (filter.reason) bounds.push(Prisma.sql`f."reason" = ANY(${filter.reason})`);
	if (filter.decidedBy) bounds.push(Prisma.sql`f."decidedById" = ${filter.decidedBy}`);
	if (filter.reopenedFrom || filter.reopenedTo) {
		bounds.push(Prisma.sql`f."id" IN (SELECT e."findingId" FROM "FindingEvent" e WHERE
			${reopenedSql(filter.reopenedFrom, filter.reopenedTo)})`);
	}
	return bounds;
}

/** The events `"FindingEvent" e` by which a decided finding came back between two instants. */
export function reopenedSql(from: string | undefined, to: string | undefined): Prisma.Sql {
	return allOf([
		...(from === undefined ? [] : [Prisma.sql`e."at" >= ${new Date(from)}`]),
		...(to === undefined ? [] : [Prisma.sql`e."at" < ${new Date(to)}`]),
		Prisma.sql`(e."kind" = 'undone' OR (e."kind" = 'changed' AND EXISTS (SELECT 1 FROM "FindingEvent" d
			WHERE d."findingId" = e."findingId" AND d."kind" = 'decided' AND d."at" <= e."at")))`,
	]);
}

/** A filter, within what the actor may see, as the condition of a WHERE over `"Finding" f`. */
export function whereSql(filter: FindingFilter, actor: Actor, more: readonly Prisma.Sql[] = []): Prisma.Sql {
	const facets = FACETS.map((facet) => facetSql(filter, facet)).filter((sql) => sql !== null);
	return allOf([...boundsSql(filter, actor), ...facets, ...more]);
}

/** What the text search of findings looks in. */
export const FINDING_TEXTS = [Prisma.sql`f."searchText"`, Prisma.sql`lower(f."note")`];

/** A condition for each word of a search: it stands in one of the texts, which are in lower case. */
export function wordsSql(text: string, texts: readonly Prisma.Sql[]): Prisma.Sql[] {
	return searchWords(text).map((forms) => wordSql(forms, texts));
}

/** One word, in any of its forms, in one of the texts. */
export function wordSql(forms: readonly string[], texts: readonly Prisma.Sql[]): Prisma.Sql {
	const each = texts.flatMap((text) =>
		forms.map((form) => Prisma.sql`${text} LIKE ${`%${escapeLike(form)}%`}`),
	);
	return Prisma.sql`(${Prisma.join(each, " OR ")})`;
}

function lower(text: string): string {
	return text.toLowerCase();
}

export function allOf(conditions: readonly Prisma.Sql[]): Prisma.Sql {
	return conditions.length === 0 ? Prisma.sql`TRUE` : Prisma.join([...conditions], " AND ");
}

/** `%`, `_` and `\` mean themselves in what a person types. */
export function escapeLike(text: string): string {
	return text.replace(/[\\%_]/g, (character) => `\\${character}`);
}
