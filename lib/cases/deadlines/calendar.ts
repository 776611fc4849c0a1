import { Temporal } from "temporal-polyfill";
import type { CaseSeverity } from "@/lib/core/case-status";
import {
	type CaseTimes,
	clocks,
	type Plan,
	type Span,
	TARGETS,
	type Target,
	type TargetClock,
	usedUp,
	without,
} from "./rules";

/** Days that are looked through for open hours: with a holiday a week that is more than any deadline takes. */
const HORIZON_DAYS = 800;

/** The open hours from an instant on, in order. A day that daylight saving makes longer or shorter is so here. */
export function* openSpans(plan: Plan, severity: CaseSeverity, from: number): Generator<Span> {
	if (plan.always.includes(severity)) {
		yield [from, from + HORIZON_DAYS * 86_400_000];
		return;
	}
	const holidays = new Set(plan.holidays);
	let day = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(plan.timeZone).toPlainDate();
	for (let count = 0; count < HORIZON_DAYS; count++, day = day.add({ days: 1 })) {
		const hours = plan.hours[day.dayOfWeek - 1];
		if (!hours || holidays.has(day.toString())) continue;
		const start = Math.max(from, instantOf(day, hours.from, plan.timeZone));
		const end = instantOf(day, hours.to, plan.timeZone);
		if (start < end) yield [start, end];
	}
}

/** A minute of a local day. One that the clock jumps over is when it has jumped; midnight at the end is the next day. */
function instantOf(day: Temporal.PlainDate, minute: number, timeZone: string): number {
	const [date, rest] = minute >= 1440 ? [day.add({ days: 1 }), 0] : [day, minute];
	const plainTime = new Temporal.PlainTime(Math.floor(rest / 60), rest % 60);
	return date.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds;
}

/** What the clock needs of a case. */
export interface ClockedCase {
	readonly severity: CaseSeverity;
	readonly createdAt: Date;
	/** When it was reopened last: what is still to be contained and resolved is due counted from then. */
	readonly reopenedAt?: Date | null;
	readonly acknowledgedAt: Date | null;
	readonly containedAt: Date | null;
	readonly resolvedAt: Date | null;
	readonly closedAt: Date | null;
	/** Set by hand: then this is when it has to be resolved. */
	readonly dueAt: Date | null;
	readonly waitingSince: Date | null;
	/** When it waited before, in order. */
	readonly waited: readonly Span[];
}

/** How the deadlines of a case stand by a plan. */
export function caseClocks(plan: Plan, of: ClockedCase, now: Date): TargetClock[] {
	const pauses: Span[] = plan.pauseWaiting
		? [
				...of.waited,
				...(of.waitingSince === null ? [] : [[of.waitingSince.getTime(), now.getTime()] as const]),
			]
		: [];
	const due = Object.fromEntries(
		TARGETS.map((target) => {
			const minutes = plan.targets[of.severity][target];
			if (target === "resolve" && of.dueAt !== null) return [target, of.dueAt.getTime()];
			if (minutes === null) return [target, null];
			const start = target === "acknowledge" ? of.createdAt : (of.reopenedAt ?? of.createdAt);
			const open = openSpans(plan, of.severity, start.getTime());
			return [target, usedUp(without(open, pauses), minutes * 60_000)];
		}),
	) as Record<Target, number | null>;
	const time = (at: Date | null) => at?.getTime() ?? null;
	const times: CaseTimes = {
		acknowledge: time(of.acknowledgedAt),
		contain: time(of.containedAt),
		resolve: time(of.resolvedAt),
		closed: time(of.closedAt),
	};
	return clocks(due, times, plan.pauseWaiting && of.waitingSince !== null, now.getTime());
}
