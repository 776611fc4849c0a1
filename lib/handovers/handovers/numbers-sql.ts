/** The statements behind a handover's numbers, for the verb and for the bench that holds it against them. */
import { Prisma } from "@/lib/platform/db/generated/client.ts";
import { reopenedSql } from "@/lib/triage/findings/where";
import { aboutSql } from "./scope";

export interface Asked {
	/** Ids; empty: every workspace. */
	readonly workspaces: readonly string[];
	readonly from: Date;
	readonly to: Date;
}

export interface UntriagedRow {
	readonly count: number;
	readonly changed: number;
	readonly clicked: number;
	readonly changedClicked: number;
	/** Since when the one waits that has waited longest, and the same of what was clicked through. */
	readonly oldest: Date | null;
	readonly oldestClicked: Date | null;
}

/**
 * What waits for a decision now. A finding waits since it was first seen, and one that changed after its decision since
 * the first change that is recorded after it. Answered from an index alone, but for those that changed.
 */
export function untriagedSql({ workspaces }: Asked): Prisma.Sql {
	const about = aboutSql(workspaces, 'f."workspaceId"');
	return Prisma.sql`WITH back AS (
			SELECT f."clickedThrough" AS "clicked", coalesce((
				SELECT min(e."at") FROM "FindingEvent" e WHERE e."findingId" = f."id" AND e."kind" = 'changed'
					AND e."at" >= f."decidedAt"), f."firstSeenAt") AS "since"
			FROM "Finding" f WHERE f."status" = 'changed' AND ${about})
		SELECT count(*)::int AS "count",
		least(min(f."firstSeenAt") FILTER (WHERE f."status" = 'new'), (SELECT min("since") FROM back)) AS "oldest",
		least(min(f."firstSeenAt") FILTER (WHERE f."status" = 'new' AND f."clickedThrough"),
			(SELECT min("since") FROM back WHERE "clicked")) AS "oldestClicked",
		count(*) FILTER (WHERE f."clickedThrough")::int AS "clicked",
		count(*) FILTER (WHERE f."status" = 'changed')::int AS "changed",
		count(*) FILTER (WHERE f."status" = 'changed' AND f."clickedThrough")::int AS "changedClicked"
		FROM "Finding" f WHERE f."status" IN ('new', 'changed') AND ${about}`;
}

export interface OldestEventsRow {
	readonly any: Date | null;
	readonly clicked: Date | null;
}

/**
 * The oldest event of what waits for a decision, and of what of that was clicked through. A finding without evidence
 * has no event time. Each is one step into the index of a status by event time.
 */
export function oldestEventsSql({ workspaces }: Asked): Prisma.Sql {
	const oldest = (
		status: "new" | "changed",
		also: Prisma.Sql,
	) => Prisma.sql`(SELECT f."eventAt" FROM "Finding" f
		WHERE f."status" = ${Prisma.raw(`'${status}'`)} AND f."hasEvidence" AND ${also}
			AND ${aboutSql(workspaces, 'f."workspaceId"')}
		ORDER BY f."eventAt", f."id" LIMIT 1)`;
	const both = (also: Prisma.Sql) => Prisma.sql`least(${oldest("new", also)}, ${oldest("changed", also)})`;
	return Prisma.sql`SELECT ${both(Prisma.sql`TRUE`)} AS "any", ${both(Prisma.sql`f."clickedThrough"`)} AS "clicked"`;
}

export interface IntakeRow {
	readonly count: number;
	readonly sample: boolean;
}

export function intakeSql({ workspaces, from, to }: Asked): Prisma.Sql {
	return Prisma.sql`SELECT count(*)::int AS "count", coalesce(bool_or(f."sample"), false) AS "sample"
		FROM "Finding" f WHERE f."firstSeenAt" >= ${from} AND f."firstSeenAt" < ${to}
		AND ${aboutSql(workspaces, 'f."workspaceId"')}`;
}

export interface DecidedRow {
	readonly verdict: "triaged" | "benign" | "escalated" | null;
	readonly personId: string | null;
	readonly name: string | null;
	readonly count: number;
	readonly sample: boolean | null;
	readonly simulations: number;
	readonly simulationAccounts: number;
	readonly median: number | null;
	readonly p90: number | null;
	/** The row of the total. */
	readonly all: boolean;
}

/** Findings whose standing decision was made in the window: by verdict and person, and all of them together. */
export function decidedSql({ workspaces, from, to }: Asked): Prisma.Sql {
	return Prisma.sql`WITH decided AS MATERIALIZED (
			SELECT f."verdict"::text AS verdict, f."decidedById" AS person, f."decidedByName" AS name, f."sample",
				f."accountKey", f."verdict" = 'benign' AND f."reason" = 'attack_simulation' AS simulation,
				extract(epoch FROM f."decidedAt" - f."firstSeenAt")::float8 AS seconds
			FROM "Finding" f WHERE f."decidedAt" >= ${from} AND f."decidedAt" < ${to} AND f."verdict" IS NOT NULL
				AND ${aboutSql(workspaces, 'f."workspaceId"')})
		SELECT verdict, person AS "personId", max(name) AS "name", count(*)::int AS "count", NULL::boolean AS "sample",
			0 AS "simulations", 0 AS "simulationAccounts", NULL::float8 AS "median", NULL::float8 AS "p90", false AS "all"
			FROM decided GROUP BY verdict, person
		UNION ALL SELECT NULL, NULL, NULL, count(*)::int, bool_or("sample"),
			count(*) FILTER (WHERE simulation)::int,
			count(DISTINCT "accountKey") FILTER (WHERE simulation)::int,
			percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds), percentile_cont(0.9) WITHIN GROUP (ORDER BY seconds),
			true FROM decided`;
}

export function reopenedCountSql({ workspaces, from, to }: Asked): Prisma.Sql {
	return Prisma.sql`SELECT count(DISTINCT e."findingId")::int AS "count" FROM "FindingEvent" e
		JOIN "Finding" f ON f."id" = e."findingId"
		WHERE e."kind" IN ('undone', 'changed') AND ${reopenedSql(from.toISOString(), to.toISOString())}
		AND ${aboutSql(workspaces, 'f."workspaceId"')}`;
}

/**
 * By how much the number of findings that wait for a decision has grown since an instant: for each finding that
 * anything happened to since, whether it waits now, less whether it waited then. How it stood then is what the first
 * event since says of before.
 */
export function growthSql({ workspaces }: Asked, since: Date): Prisma.Sql {
	return Prisma.sql`WITH first AS (
			SELECT DISTINCT ON (e."findingId") e."findingId", e."kind", e."before", e."at"
			FROM "FindingEvent" e WHERE e."kind" IN ('decided', 'undone', 'changed') AND e."at" >= ${since}
			ORDER BY e."findingId", e."at", e."id")
		SELECT (
			(SELECT count(*) FROM "Finding" f WHERE f."firstSeenAt" >= ${since} AND f."status" IN ('new', 'changed')
				AND ${aboutSql(workspaces, 'f."workspaceId"')})
			+ (SELECT coalesce(sum((f."status" IN ('new', 'changed'))::int - (CASE
				WHEN first."kind" IN ('decided', 'undone') THEN (first."before"->>'status' IN ('new', 'changed'))::int
				ELSE 1 - (SELECT count(*) FROM (
					SELECT d."kind" FROM "FindingEvent" d WHERE d."findingId" = f."id" AND d."at" < first."at"
					ORDER BY d."at" DESC, d."id" DESC LIMIT 1) AS last WHERE last."kind" = 'decided') END)), 0)
				FROM first JOIN "Finding" f ON f."id" = first."findingId"
				WHERE f."firstSeenAt" < ${since} AND ${aboutSql(workspaces, 'f."workspaceId"')})
		)::int AS "count"`;
}

export interface WithoutCaseRow {
	readonly count: number;
	readonly accounts: number;
	readonly sample: boolean | null;
}

/** Escalated findings that no case follows. */
export function withoutCaseSql({ workspaces }: Asked): Prisma.Sql {
	return Prisma.sql`SELECT count(*)::int AS "count", count(DISTINCT f."accountKey")::int AS "accounts",
		bool_or(f."sample") AS "sample"
		FROM "Finding" f WHERE f."status" = 'escalated' AND ${aboutSql(workspaces, 'f."workspaceId"')}
		AND NOT EXISTS (SELECT 1 FROM "CaseFinding" l WHERE l."findingId" = f."id")`;
}
