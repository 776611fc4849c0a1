import { type Conditions, conditionsOf } from "@/lib/core/filters";
import { searchWords } from "@/lib/core/search-words";
import type { Actor } from "@/lib/platform/context/actor";
import { scopeSql } from "@/lib/platform/context/scope";
import { Prisma } from "@/lib/platform/db/generated/client.ts";
import type { ClickKind } from "./rules";
import type { FindingFilter } from "./schema";
import { OPEN_TWINS } from "./twins";

/** Filters that a facet counts; the others bound every facet alike. */
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

/** What each filter asks of `"Finding" f`. */
const CONDITIONS: Conditions<FindingFilter, Prisma.Sql> = {
	status: (any) => Prisma.sql`f."status"::text = ANY(${any})`,
	user: (any) => Prisma.sql`f."accountKey" = ANY(${any})`,
	click: (any) =>
		Prisma.sql`(${Prisma.join(
			any.map((kind) => CLICK_SQL[kind]),
			" OR ",
		)})`,
	threat: (any) => Prisma.sql`lower(f."threatTypes"::text)::text[] && ${any.map(lower)}::text[]`,
	workload: (any) => Prisma.sql`lower(f."workload") = ANY(${any.map(lower)})`,
	ip: (any) => Prisma.sql`"address_key"(f."ipAddress") = ANY(ARRAY(
		SELECT "address_key"(a) FROM unnest(${any}::text[]) a))`,
	from: (at) => Prisma.sql`f."eventAt" >= ${new Date(at)}`,
	to: (at) => Prisma.sql`f."eventAt" < ${new Date(at)}`,
	hunt: (any) => Prisma.sql`f."huntId" = ANY(${any})`,
	workspace: (any) => Prisma.sql`f."workspaceId" = ANY(${any})`,
	sample: (sample) => Prisma.sql`f."sample" = ${sample === "yes"}`,
	run: (run) => Prisma.sql`(f."lastRunId" = ${run}::uuid OR EXISTS (
		SELECT 1 FROM "FindingEvent" e WHERE e."findingId" = f."id" AND e."runId" = ${run}::uuid))`,
	firstSeenFrom: (at) => Prisma.sql`f."firstSeenAt" >= ${new Date(at)}`,
	firstSeenTo: (at) => Prisma.sql`f."firstSeenAt" < ${new Date(at)}`,
	decidedFrom: (at) => Prisma.sql`f."decidedAt" >= ${new Date(at)}`,
	decidedTo: (at) => Prisma.sql`f."decidedAt" < ${new Date(at)}`,
	reopenedFrom: (from, { reopenedTo }) => reopenedIds(from, reopenedTo),
	reopenedTo: (to, { reopenedFrom }) => (reopenedFrom === undefined ? reopenedIds(undefined, to) : []),
	verdict: (any) => Prisma.sql`f."verdict"::text = ANY(${any})`,
	reason: (any) => Prisma.sql`f."reason" = ANY(${any})`,
	decidedBy: (id) => Prisma.sql`f."decidedById" = ${id}`,
	case: (id) =>
		id === "none"
			? Prisma.sql`NOT EXISTS (SELECT 1 FROM "CaseFinding" l WHERE l."findingId" = f."id")`
			: Prisma.sql`f."id" IN (SELECT l."findingId" FROM "CaseFinding" l WHERE l."caseId" = ${id}::uuid)`,
	twins: () => Prisma.sql`f."id" IN (SELECT unnest(ARRAY[t."findingId", t."ofId"]) FROM ${OPEN_TWINS})`,
	text: (text) => wordsSql(text, FINDING_TEXTS),
};

const PARAMS = Object.keys(CONDITIONS) as (keyof FindingFilter)[];
const BOUNDS = PARAMS.filter((param) => !FACETS.some((facet) => facet === param));

/** The condition of one facet over `"Finding" f`; true when the filter leaves it open. */
export function facetSql(filter: FindingFilter, facet: Facet): Prisma.Sql {
	return allOf(conditionsOf(CONDITIONS, filter, [facet]));
}

/** The conditions every facet shares, and what the actor may see. */
export function boundsSql(filter: FindingFilter, actor: Actor): Prisma.Sql[] {
	return [...scopeSql(actor, 'f."workspaceId"'), ...conditionsOf(CONDITIONS, filter, BOUNDS)];
}

function reopenedIds(from: string | undefined, to: string | undefined): Prisma.Sql {
	return Prisma.sql`f."id" IN (SELECT e."findingId" FROM "FindingEvent" e WHERE ${reopenedSql(from, to)})`;
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
	return allOf([...boundsSql(filter, actor), ...conditionsOf(CONDITIONS, filter, [...FACETS]), ...more]);
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
