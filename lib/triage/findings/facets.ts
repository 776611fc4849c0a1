import type { z } from "zod";
import { parseInput } from "@/lib/core/input/parse";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { Prisma } from "@/lib/platform/db/generated/client.ts";
import { CLICK_KINDS, type ClickKind, FINDING_STATUSES, type FindingStatus } from "./rules";
import { type FindingFacets, findingFilter } from "./schema";
import { allOf, boundsSql, CLICK_KIND_SQL, FACETS, type Facet, facetSql } from "./where";

interface Count {
	readonly facet: Facet | "matching";
	readonly value: string;
	readonly count: number;
}

/**
 * What the filter leaves, counted by status, threat type, workload and click. Each facet is counted without
 * its own filter, so that a choice made there does not hide the others. One pass over the bounded rows.
 */
export async function findingFacets(
	ctx: Context,
	input: z.input<typeof findingFilter>,
): Promise<FindingFacets> {
	authorize(ctx.actor, "findings.read");
	const filter = parseInput(findingFilter, input);
	const inFacet = (facet: Facet) => facetSql(filter, facet);
	const others = (facet: Facet) =>
		Prisma.join(
			FACETS.filter((other) => other !== facet).map((other) => Prisma.raw(`"in_${other}"`)),
			" AND ",
		);

	const counts = await ctx.db.$queryRaw<Count[]>`
		WITH bounded AS (
			SELECT f."status"::text AS status, f."threatTypes" AS threats, f."workload" AS workload,
				${CLICK_KIND_SQL} AS click,
				${inFacet("status")} AS in_status, ${inFacet("threat")} AS in_threat,
				COALESCE(${inFacet("workload")}, FALSE) AS in_workload, ${inFacet("click")} AS in_click
			FROM "Finding" f WHERE ${allOf(boundsSql(filter, ctx.actor))}
		), grouped AS MATERIALIZED (
			SELECT status, threats, workload, click, in_status, in_threat, in_workload, in_click, count(*) AS n
			FROM bounded GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
		)
		SELECT 'matching' AS facet, '' AS value, COALESCE(sum(n), 0)::int AS count FROM grouped
			WHERE in_status AND in_threat AND in_workload AND in_click
		UNION ALL SELECT 'status', status, sum(n)::int FROM grouped WHERE ${others("status")} GROUP BY status
		UNION ALL SELECT 'workload', min(workload), sum(n)::int FROM grouped
			WHERE workload IS NOT NULL AND ${others("workload")} GROUP BY lower(workload)
		UNION ALL SELECT 'click', click, sum(n)::int FROM grouped WHERE ${others("click")} GROUP BY click
		UNION ALL SELECT 'threat', min(threat), sum(n)::int FROM grouped, unnest(threats) AS threat
			WHERE ${others("threat")} GROUP BY lower(threat)
		ORDER BY 1, 3 DESC, 2`;

	const of = (facet: Count["facet"]) => counts.filter((count) => count.facet === facet);
	const tally = <Key extends string>(facet: Facet, keys: readonly Key[]) =>
		Object.fromEntries(
			keys.map((key) => [key, of(facet).find(({ value }) => value === key)?.count ?? 0]),
		) as Record<Key, number>;
	return {
		matching: of("matching")[0]?.count ?? 0,
		status: tally<FindingStatus>("status", FINDING_STATUSES),
		click: tally<ClickKind>("click", CLICK_KINDS),
		threat: of("threat").map(({ value, count }) => ({ value, count })),
		workload: of("workload").map(({ value, count }) => ({ value, count })),
	};
}
