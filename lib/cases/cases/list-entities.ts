import { noSuchCase, whereCase } from "@/lib/cases/record/find";
import { ENTITY_KINDS, type EntityKind } from "@/lib/cases/record/rules";
import type { CaseName } from "@/lib/core/case-name";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { scopeSql } from "@/lib/platform/context/scope";
import { Prisma } from "@/lib/platform/db/generated/client.ts";
import { allOf } from "@/lib/triage/findings/where";
import { entitiesSql } from "./entity-sql";
import type { CaseEntities } from "./schema";

/** Entities listed of each kind; more are only counted. */
const MOST = 200;
/** Other cases named at one entity. */
const OTHERS = 5;

interface EntityRow {
	readonly kind: EntityKind;
	readonly value: string;
	readonly key: string;
	readonly findings: number;
	readonly all: number;
}

/**
 * What a case is about: users, hosts, URLs, IP addresses and mails that its findings name, with how many name each,
 * what was added by hand, and other cases that share them.
 * @throws AppError `not_found`
 */
export async function listEntities(ctx: Context, ref: string): Promise<CaseEntities> {
	authorize(ctx.actor, "cases.read");
	const of = await ctx.db.case.findFirst({
		where: whereCase(ctx.actor, ref),
		select: { id: true, entities: { orderBy: { addedAt: "asc" } } },
	});
	if (of === null) throw noSuchCase();
	const rows = await ctx.db.$queryRaw<EntityRow[]>`
		WITH named AS (${entitiesSql(Prisma.sql`l."caseId" = ${of.id}::uuid`, Prisma.sql`e."caseId" = ${of.id}::uuid`)}),
		grouped AS (SELECT "kind", "key", min("value") AS "value", count(DISTINCT "findingId")::int AS "findings"
			FROM named GROUP BY "kind", "key"),
		ranked AS (SELECT *, row_number() OVER w AS "place", count(*) OVER (PARTITION BY "kind")::int AS "all"
			FROM grouped WINDOW w AS (PARTITION BY "kind" ORDER BY "findings" DESC, "key"))
		SELECT "kind", "value", "key", "findings", "all" FROM ranked
		WHERE "place" <= ${MOST} ORDER BY "findings" DESC, "key"`;
	const others = await othersOf(ctx, of.id, rows);
	const added = new Map(of.entities.map((entity) => [`${entity.kind} ${entity.key}`, entity]));
	const listed = rows.toSorted((a, b) => ENTITY_KINDS.indexOf(a.kind) - ENTITY_KINDS.indexOf(b.kind));
	return {
		items: listed.map(({ kind, value, key, findings }) => {
			const by = added.get(`${kind} ${key}`);
			return {
				kind,
				value,
				key,
				findings,
				added: by ? { id: by.id, note: by.note, by: by.addedByName, at: by.addedAt.toISOString() } : null,
				others: others.get(`${kind} ${key}`) ?? [],
			};
		}),
		omitted: ENTITY_KINDS.reduce((sum, kind) => {
			const its = rows.filter((row) => row.kind === kind);
			return sum + (its[0]?.all ?? 0) - its.length;
		}, 0),
	};
}

async function othersOf(ctx: Context, id: string, rows: readonly EntityRow[]) {
	const named = await ctx.db.$queryRaw<(CaseName & { kind: EntityKind; key: string })[]>`
		WITH wanted AS (SELECT * FROM unnest(${rows.map(({ kind }) => kind)}::text[],
				${rows.map(({ key }) => key)}::text[]) AS w("kind", "key")),
		shared AS (SELECT DISTINCT n."kind", n."key", n."caseId" FROM (
				${entitiesSql(Prisma.sql`l."caseId" <> ${id}::uuid`, Prisma.sql`e."caseId" <> ${id}::uuid`)}
			) n JOIN wanted w ON w."kind" = n."kind" AND w."key" = n."key"),
		ranked AS (SELECT s."kind", s."key", c."id", c."number", c."title", c."status"::text, c."severity"::text,
				row_number() OVER (PARTITION BY s."kind", s."key" ORDER BY c."number" DESC) AS "place"
			FROM shared s JOIN "Case" c ON c."id" = s."caseId"
			WHERE c."mergedIntoId" IS NULL AND ${allOf(scopeSql(ctx.actor, 'c."workspaceId"'))})
		SELECT * FROM ranked WHERE "place" <= ${OTHERS}`;
	const byEntity = new Map<string, CaseName[]>();
	for (const { kind, key, id: caseId, number, title, status, severity } of named) {
		const entry = byEntity.get(`${kind} ${key}`) ?? [];
		entry.push({ id: caseId, number, title, status, severity });
		byEntity.set(`${kind} ${key}`, entry);
	}
	return byEntity;
}
