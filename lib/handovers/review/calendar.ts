import { parseInput } from "@/lib/core/input/parse";
import { handoversInScope } from "@/lib/handovers/handovers/scope";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { PAST_SELECT, toPast } from "./dto";
import { uncovered } from "./gaps";
import { type CalendarInput, calendarInput, type HandoverCalendarDto } from "./schema";

/**
 * The signed handovers whose time reaches into a span, the oldest first, and the time that none covers. Before the
 * first handover ever and after the present there is nothing to cover.
 */
export async function calendarOfHandovers(ctx: Context, input: CalendarInput): Promise<HandoverCalendarDto> {
	authorize(ctx.actor, "handovers.read");
	const wanted = parseInput(calendarInput, input);
	const from = new Date(wanted.from);
	const to = new Date(wanted.to);
	const signed = { status: { not: "draft" as const }, ...(await handoversInScope(ctx.db, ctx.actor)) };
	const [rows, first, latest] = await Promise.all([
		ctx.db.handover.findMany({
			where: { ...signed, windowFrom: { lt: to }, windowTo: { gt: from } },
			select: PAST_SELECT,
			orderBy: [{ windowFrom: "asc" }, { number: "asc" }],
		}),
		ctx.db.handover.aggregate({ where: signed, _min: { windowFrom: true } }),
		// What is still being worked in is not a gap yet: its shift hands over at its end.
		ctx.db.handover.aggregate({ _max: { windowTo: true }, where: signed }),
	]);
	const begin = first._min.windowFrom;
	const end = latest._max.windowTo;
	const whole = {
		from: begin !== null && begin > from ? begin : from,
		to: end !== null && end < to ? end : to,
	};
	const gaps =
		begin === null || end === null || whole.from >= whole.to
			? []
			: uncovered(
					whole,
					rows.map(({ windowFrom, windowTo }) => ({ from: windowFrom, to: windowTo })),
				);
	return {
		handovers: rows.map(toPast),
		gaps: gaps.map((gap) => ({ from: gap.from.toISOString(), to: gap.to.toISOString() })),
	};
}
