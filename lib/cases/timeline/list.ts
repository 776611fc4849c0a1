import { z } from "zod";
import { noSuchCase, whereCase } from "@/lib/cases/record/find";
import { readCursor, writeCursor } from "@/lib/core/input/cursor";
import { parseInput, storable } from "@/lib/core/input/parse";
import { instant } from "@/lib/core/time";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { TimelineEntry, TimelinePage } from "./answers";
import { TIMELINE_KINDS, type TimelineKind } from "./rules";
import { type TimelineInput, timelineInput } from "./schema";
import { countSql, pageSql, type TimelineRow } from "./sql";

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
	const found = await ctx.db.case.findFirst({ where: whereCase(ctx.actor, caseId), select: { id: true } });
	if (found === null) throw noSuchCase();
	const after = cursor === undefined ? null : readCursor(place, cursor);
	const page = pageSql(found.id, kind ?? TIMELINE_KINDS, { order, after, limit: limit + 1 });
	const [rows, counts] = await Promise.all([
		ctx.db.$queryRaw<TimelineRow[]>(page),
		after === null ? ctx.db.$queryRaw<{ kind: TimelineKind; count: number }[]>(countSql(found.id)) : null,
	]);
	const items = rows.slice(0, limit).map(toEntry);
	const last = rows.length > limit ? items.at(-1) : undefined;
	return {
		items,
		nextCursor: last ? writeCursor([last.at, last.key]) : null,
		counts: counts === null ? null : Object.fromEntries(counts.map((each) => [each.kind, each.count])),
	};
}

function toEntry({ at, data, ...row }: TimelineRow): TimelineEntry {
	return { ...row, at: at.toISOString(), data: (data as Record<string, unknown> | null) ?? null };
}
