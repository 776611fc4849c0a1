import type { z } from "zod";
import { parseInput } from "@/lib/core/input/parse";
import { FIRST_INSTANT_MS } from "@/lib/core/time";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { type RunHistory, type RunPeriod, runFilter } from "@/lib/triage/catalogue/schema";
import { runWhere } from "./run-where";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Where the filter names no beginning. */
const DEFAULT_DAYS = 30;
/** Above this a day is the step, and above the next one a week. */
const HOURLY_MS = 3 * DAY;
const DAILY_MS = 92 * DAY;
/** A filter may name two years and more; this much of its end is drawn. */
const MOST_MS = 104 * 7 * DAY;

/** What the runs that match found, failed at and took, summed by hour, day or week (UTC), the oldest first. */
export async function runHistory(ctx: Context, input: z.input<typeof runFilter>): Promise<RunHistory> {
	authorize(ctx.actor, "hunts.read");
	const filter = parseInput(runFilter, input);
	const to = Math.min(
		filter.to === undefined ? ctx.now().getTime() : Date.parse(filter.to),
		ctx.now().getTime(),
	);
	const asked = filter.from === undefined ? to - DEFAULT_DAYS * DAY : Date.parse(filter.from);
	const from = Math.max(asked, to - MOST_MS, FIRST_INSTANT_MS);
	const step = to - from <= HOURLY_MS ? HOUR : to - from <= DAILY_MS ? DAY : 7 * DAY;
	const rows = await ctx.db.huntRun.findMany({
		where: { AND: [runWhere(ctx.actor, filter), { createdAt: { gte: new Date(from) } }] },
		select: {
			createdAt: true,
			startedAt: true,
			finishedAt: true,
			status: true,
			findingsNew: true,
			findingsChanged: true,
		},
	});
	const first = Math.floor(from / step);
	const count = Math.max(1, Math.floor(Math.max(from, to - 1) / step) - first + 1);
	const periods: Mutable<RunPeriod>[] = Array.from({ length: count }, (_, index) => ({
		from: new Date((first + index) * step).toISOString(),
		runs: 0,
		new: 0,
		changed: 0,
		partial: 0,
		failed: 0,
		meanMs: 0,
		longestMs: 0,
	}));
	const timed = new Map<RunPeriod, number>();
	for (const row of rows) {
		const period = periods[Math.floor(row.createdAt.getTime() / step) - first];
		if (!period) continue;
		period.runs += 1;
		period.new += row.findingsNew;
		period.changed += row.findingsChanged;
		if (row.status === "partial") period.partial += 1;
		if (row.status === "failed") period.failed += 1;
		if (!row.startedAt || !row.finishedAt) continue;
		const ms = row.finishedAt.getTime() - row.startedAt.getTime();
		const before = timed.get(period) ?? 0;
		timed.set(period, before + 1);
		period.meanMs = Math.round((period.meanMs * before + ms) / (before + 1));
		period.longestMs = Math.max(period.longestMs, ms);
	}
	return { step: step === HOUR ? "hour" : step === DAY ? "day" : "week", periods };
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
