import { fieldError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { inScope, scopeSql } from "@/lib/platform/context/scope";
import { Prisma } from "@/lib/platform/db/generated/client.ts";
import { currentCatalogue, knownCatalogue } from "@/lib/triage/catalogue/catalogue";
import type { CataloguedHunt } from "@/lib/triage/catalogue/index-of-hunts";
import {
	type HuntList,
	type HuntListInput,
	type HuntSummary,
	huntListInput,
	REFUSED_LIMIT,
} from "@/lib/triage/catalogue/schema";
import { allOf } from "@/lib/triage/findings/where";
import { type RunRow, toRun } from "@/lib/triage/runs/run-dto";

/**
 * A page of the catalogue, with what each hunt has found and how it last ran. Those that have found something or have
 * run are those of the catalogue as it was last read, which looks at no file.
 * @throws AppError `invalid_input` for a cursor whose hunt is gone, `not_configured`
 */
export async function listHunts(ctx: Context, input: HuntListInput = {}): Promise<HuntList> {
	authorize(ctx.actor, "hunts.read");
	const { search = "", found, cursor, limit } = parseInput(huntListInput, input);
	const all = found ? await knownCatalogue() : await currentCatalogue();
	const results = found ? await readResults(ctx, null) : null;
	const known = results
		? all.hunts.filter(({ id }) => results.findings.has(id) || results.runs.has(id))
		: all.hunts;
	const words = search.toLowerCase().split(/\s+/).filter(Boolean);
	const hunts = words.length === 0 ? known : known.filter((hunt) => matches(hunt, words));
	const begin = cursor === undefined ? 0 : hunts.findIndex(({ id }) => id === cursor) + 1;
	if (cursor !== undefined && begin === 0) {
		throw fieldError(
			"cursor",
			"is not a hunt in this list",
			"The hunt that this page starts after no longer exists.",
		);
	}
	const page = hunts.slice(begin, begin + limit);
	return {
		hunts: results ? page.map((hunt) => toSummary(hunt, results)) : await summarize(ctx, page),
		total: hunts.length,
		nextCursor: begin + limit < hunts.length ? (page.at(-1)?.id ?? null) : null,
		refused: cursor === undefined ? all.refused.slice(0, REFUSED_LIMIT) : [],
		refusedTotal: all.refused.length,
		reading: all.reading,
	};
}

function matches(hunt: CataloguedHunt, words: readonly string[]): boolean {
	const attack = [...hunt.tactics, ...hunt.techniques].map(({ id, name }) => `${id ?? ""} ${name}`);
	const text = [hunt.name, hunt.file, ...attack].join(" ").toLowerCase();
	return words.every((word) => text.includes(word));
}

/** Adds findings and last run to hunts, in two queries whatever their number. */
export async function summarize(ctx: Context, hunts: readonly CataloguedHunt[]): Promise<HuntSummary[]> {
	authorize(ctx.actor, "hunts.read");
	const results = await readResults(
		ctx,
		hunts.map((hunt) => hunt.id),
	);
	return hunts.map((hunt) => toSummary(hunt, results));
}

interface Results {
	readonly findings: ReadonlyMap<string, { readonly open: number; readonly all: number }>;
	readonly runs: ReadonlyMap<string, RunRow>;
}

/** What hunts have found and how they last ran; of all there are, also without a file, where no ids are given. */
async function readResults(ctx: Context, ids: readonly string[] | null): Promise<Results> {
	const [counts, runs] = await Promise.all([
		ctx.db.finding.groupBy({
			by: ["huntId", "status"],
			where: { ...(ids === null ? {} : { huntId: { in: [...ids] } }), ...inScope(ctx.actor) },
			_count: true,
		}),
		ctx.db.$queryRaw<RunRow[]>`SELECT DISTINCT ON ("huntId") * FROM "HuntRun"
			WHERE ${allOf([
				...(ids === null ? [] : [Prisma.sql`"huntId" = ANY(${ids})`]),
				...scopeSql(ctx.actor, '"workspaceId"'),
			])} ORDER BY "huntId", "createdAt" DESC`,
	]);
	const findings = new Map<string, { open: number; all: number }>();
	for (const { huntId, status, _count } of counts) {
		const of = findings.get(huntId) ?? { open: 0, all: 0 };
		of.all += _count;
		if (status === "new" || status === "changed") of.open += _count;
		findings.set(huntId, of);
	}
	return { findings, runs: new Map(runs.map((run) => [run.huntId, run])) };
}

function toSummary(hunt: CataloguedHunt, { findings, runs }: Results): HuntSummary {
	const run = runs.get(hunt.id);
	return {
		id: hunt.id,
		name: hunt.name,
		description: hunt.description,
		version: hunt.version,
		tactics: hunt.tactics,
		techniques: hunt.techniques,
		file: hunt.file,
		openFindings: findings.get(hunt.id)?.open ?? 0,
		findings: findings.get(hunt.id)?.all ?? 0,
		lastRun: run ? toRun(run) : null,
	};
}
