import { CASE_SEVERITIES, type CaseSeverity } from "@/lib/core/case-status";
import { csvHead, csvRow } from "@/lib/core/csv";
import { parseInput } from "@/lib/core/input/parse";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { scopeSql } from "@/lib/platform/context/scope";
import { Prisma } from "@/lib/platform/db/generated/client.ts";
import { allOf } from "@/lib/triage/findings/where";
import { TARGETS } from "./rules";
import { type MeasuresDto, type MeasuresInput, measuresInput } from "./schema";

const TIME = { acknowledge: "acknowledgedAt", contain: "containedAt", resolve: "resolvedAt" } as const;

/**
 * How long cases that were begun in a period took until somebody had them, until they were contained and until they
 * were resolved: minutes by the wall, nights and waiting included. Merged cases count with the one they went into.
 */
export async function measureCases(ctx: Context, input: MeasuresInput): Promise<MeasuresDto> {
	authorize(ctx.actor, "cases.read");
	const { days } = parseInput(measuresInput, input);
	const to = ctx.now();
	const from = new Date(to.getTime() - days * 86_400_000);
	const numbers = TARGETS.map((target) => {
		const minutes = Prisma.raw(`extract(epoch FROM (c."${TIME[target]}" - c."createdAt")) / 60`);
		return Prisma.sql`count(${minutes})::int AS ${Prisma.raw(`"${target}Count"`)},
			(percentile_cont(0.5) WITHIN GROUP (ORDER BY ${minutes}))::float AS ${Prisma.raw(`"${target}Median"`)},
			(percentile_cont(0.9) WITHIN GROUP (ORDER BY ${minutes}))::float AS ${Prisma.raw(`"${target}P90"`)}`;
	});
	const rows = await ctx.db.$queryRaw<Record<string, string | number | null>[]>`
		SELECT c."severity"::text AS "severity", count(*)::int AS "cases", ${Prisma.join(numbers)}
		FROM "Case" c WHERE ${allOf([
			Prisma.sql`c."createdAt" >= ${from}::timestamptz`,
			Prisma.sql`c."createdAt" <= ${to}::timestamptz`,
			Prisma.sql`c."mergedIntoId" IS NULL`,
			...scopeSql(ctx.actor, 'c."workspaceId"'),
		])} GROUP BY c."severity"`;
	const of = new Map(rows.map((row) => [row.severity as CaseSeverity, row]));
	return {
		from: from.toISOString(),
		to: to.toISOString(),
		items: CASE_SEVERITIES.toReversed().map((severity) => {
			const row = of.get(severity);
			const spread = (target: string) => ({
				count: Number(row?.[`${target}Count`] ?? 0),
				median: rounded(row?.[`${target}Median`]),
				p90: rounded(row?.[`${target}P90`]),
			});
			return {
				severity,
				cases: Number(row?.cases ?? 0),
				acknowledge: spread("acknowledge"),
				contain: spread("contain"),
				resolve: spread("resolve"),
			};
		}),
	};
}

function rounded(value: unknown): number | null {
	return typeof value === "number" ? Math.round(value * 10) / 10 : null;
}

/** The measures as CSV, a line for each severity. */
export function measuresCsv({ from, to, items }: MeasuresDto): string {
	const head = ["from_utc", "to_utc", "severity", "cases"];
	const columns = TARGETS.flatMap((target) => [
		`${target}_count`,
		`${target}_median_minutes`,
		`${target}_p90_minutes`,
	]);
	const lines = items.map((item) =>
		csvRow([from, to, item.severity, item.cases, ...TARGETS.flatMap((each) => Object.values(item[each]))]),
	);
	return [csvHead([...head, ...columns]), ...lines].join("");
}
