import { z } from "zod";
import { noSuchCase, whereCase } from "@/lib/cases/record/find";
import { readCursor, writeCursor } from "@/lib/core/input/cursor";
import { parseInput, storable } from "@/lib/core/input/parse";
import { instant } from "@/lib/core/time";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { inScope } from "@/lib/platform/context/scope";
import type { TimelineEntry, TimelinePage } from "./answers";
import { TIMELINE_KINDS, type TimelineKind } from "./rules";
import { type TimelineInput, timelineInput } from "./schema";
import { countSql, pageSql, type TimelineRow } from "./sql";

/** What linking keeps of both cases. */
const linkData = z.object({ numbers: z.array(z.int()) }).catch({ numbers: [] });
const place = z.tuple([instant, storable]);

/**
 * One page of a case's timeline: what the evidence tells, decisions, tasks, comments, files and what happened to the
 * case, in the order of time.
 * @throws AppError `invalid_input`, `not_found`
 */
export async function listTimeline(
	ctx: Context,
	caseId: string,
	input: TimelineInput,
): Promise<TimelinePage> {
	authorize(ctx.actor, "cases.read");
	const { kind, order, cursor, limit } = parseInput(timelineInput, input);
	const select = { id: true, number: true } as const;
	const found = await ctx.db.case.findFirst({ where: whereCase(ctx.actor, caseId), select });
	if (found === null) throw noSuchCase();
	const after = cursor === undefined ? null : readCursor(place, cursor);
	const page = pageSql(found.id, kind ?? TIMELINE_KINDS, { order, after, limit: limit + 1 });
	const [rows, counts] = await Promise.all([
		ctx.db.$queryRaw<TimelineRow[]>(page),
		after === null ? ctx.db.$queryRaw<{ kind: TimelineKind; count: number }[]>(countSql(found.id)) : null,
	]);
	const items = await withLinkedCases(ctx, found.number, rows.slice(0, limit).map(toEntry));
	const last = rows.length > limit ? items.at(-1) : undefined;
	return {
		items,
		nextCursor: last ? writeCursor([last.at, last.key]) : null,
		counts: counts === null ? null : Object.fromEntries(counts.map((each) => [each.kind, each.count])),
	};
}

/** Says with which case this one was linked or is no longer: its number, null for one that the actor may not see. */
async function withLinkedCases(
	{ actor, db }: Context,
	own: number,
	entries: readonly TimelineEntry[],
): Promise<TimelineEntry[]> {
	const linked = entries.filter(({ kind, what }) => kind === "case" && /^(un)?linked$/.test(what));
	if (linked.length === 0) return [...entries];
	const otherOf = ({ data }: TimelineEntry) => linkData.parse(data).numbers.find((number) => number !== own);
	const numbers = linked.map(otherOf).filter((number) => number !== undefined);
	const where = { number: { in: numbers }, ...inScope(actor) };
	const seen = new Set(
		(await db.case.findMany({ where, select: { number: true } })).map((row) => row.number),
	);
	return entries.map((entry) => {
		if (!linked.includes(entry)) return entry;
		const number = otherOf(entry);
		return { ...entry, data: { number: number !== undefined && seen.has(number) ? number : null } };
	});
}

function toEntry({ at, data, ...row }: TimelineRow): TimelineEntry {
	return { ...row, at: at.toISOString(), data: (data as Record<string, unknown> | null) ?? null };
}
