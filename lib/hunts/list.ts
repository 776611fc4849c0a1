import type { Context } from "@/lib/context";
import { Prisma } from "@/lib/db/generated/client.ts";
import { allOf } from "@/lib/findings/where";
import { authorize } from "@/lib/identity/permissions";
import { inScope, scopeSql } from "@/lib/identity/scope";
import { type CataloguedHunt, catalogue } from "./catalogue";
import { type RunRow, toRun } from "./run-dto";
import type { HuntList, HuntSummary } from "./schema";

/** The catalogue with what each hunt has found and how it last ran. */
export async function listHunts(ctx: Context): Promise<HuntList> {
	authorize(ctx.actor, "hunts.read");
	const { hunts, refused } = await catalogue();
	return { hunts: await summarize(ctx, hunts), refused };
}

/** Adds findings and last run to hunts, in two queries whatever their number. */
export async function summarize(ctx: Context, hunts: readonly CataloguedHunt[]): Promise<HuntSummary[]> {
	authorize(ctx.actor, "hunts.read");
	const ids = hunts.map((hunt) => hunt.id);
	const [counts, runs] = await Promise.all([
		ctx.db.finding.groupBy({
			by: ["huntId", "status"],
			where: { huntId: { in: ids }, ...inScope(ctx.actor) },
			_count: true,
		}),
		ctx.db.$queryRaw<RunRow[]>`SELECT DISTINCT ON ("huntId") * FROM "HuntRun"
			WHERE ${allOf([Prisma.sql`"huntId" = ANY(${ids})`, ...scopeSql(ctx.actor, '"workspaceId"')])} ORDER BY "huntId", "createdAt" DESC`,
	]);
	return hunts.map((hunt) => {
		const own = counts.filter((count) => count.huntId === hunt.id);
		const open = own.filter(({ status }) => status === "new" || status === "changed");
		const total = (groups: typeof own) => groups.reduce((sum, group) => sum + group._count, 0);
		const run = runs.find((candidate) => candidate.huntId === hunt.id);
		return {
			id: hunt.id,
			name: hunt.name,
			description: hunt.description,
			version: hunt.version,
			tactics: hunt.tactics,
			techniques: hunt.techniques,
			file: hunt.file,
			openFindings: total(open),
			findings: total(own),
			lastRun: run ? toRun(run) : null,
		};
	});
}
