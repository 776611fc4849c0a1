/**
 * Which shift an instant belongs to. A shift begins at its time on the wall and lasts until the next one begins, so
 * that no instant falls between two; on the days on which the clocks change a shift is an hour (on Lord Howe half
 * an hour) shorter or longer.
 */
import { Temporal } from "temporal-polyfill";

export const SHIFT_DAYS = ["every", "weekdays", "weekend"] as const;
export type ShiftDays = (typeof SHIFT_DAYS)[number];

export interface PlannedShift {
	readonly name: string;
	/** Time on the wall, `HH:MM`. */
	readonly start: string;
	/** On which days it begins. */
	readonly days: ShiftDays;
	readonly team: string;
}

/** What is planned from `validFrom` (milliseconds since 1970) on, until another plan is. */
export interface Plan {
	readonly validFrom: number;
	readonly timeZone: string;
	readonly shifts: readonly PlannedShift[];
}

/** One shift of one day: from (inclusive) to (exclusive), in milliseconds since 1970. */
export interface Shift {
	readonly name: string;
	readonly team: string;
	readonly timeZone: string;
	readonly from: number;
	readonly to: number;
}

/** The longest that a shift can last: one that begins at weekends only, and a day for the clocks. */
const LOOK_DAYS = 8;

/**
 * The shift that an instant belongs to; null before the first plan and where none is planned. A plan that comes
 * later does not change which shift an earlier instant belonged to: it begins shifts of its own.
 */
export function shiftAt(plans: readonly Plan[], instant: number): Shift | null {
	const ordered = [...plans].sort((a, b) => a.validFrom - b.validFrom);
	const index = ordered.findLastIndex(({ validFrom }) => validFrom <= instant);
	const plan = ordered[index];
	if (plan === undefined || plan.shifts.length === 0) return null;
	const starts = startsAround(plan, instant);
	const at = starts.findLastIndex((start) => start.at <= instant);
	const begun = starts[at];
	const next = starts[at + 1];
	if (begun === undefined || next === undefined) return null;
	return {
		name: begun.shift.name,
		team: begun.shift.team,
		timeZone: plan.timeZone,
		from: Math.max(begun.at, plan.validFrom),
		to: Math.min(next.at, ordered[index + 1]?.validFrom ?? Number.POSITIVE_INFINITY),
	};
}

/** The shifts that begin or last between two instants, in order. */
export function shiftsBetween(plans: readonly Plan[], from: number, to: number): Shift[] {
	const shifts: Shift[] = [];
	let at = from;
	while (at < to) {
		const shift = shiftAt(plans, at);
		if (shift !== null) {
			shifts.push(shift);
			at = shift.to;
			continue;
		}
		const later = plans.map(({ validFrom }) => validFrom).filter((validFrom) => validFrom > at);
		if (later.length === 0) break;
		at = Math.min(...later);
	}
	return shifts;
}

interface Start {
	readonly at: number;
	readonly shift: PlannedShift;
}

/** Every beginning of a shift in the days around an instant, in order. */
function startsAround(plan: Plan, instant: number): Start[] {
	const today = Temporal.Instant.fromEpochMilliseconds(instant)
		.toZonedDateTimeISO(plan.timeZone)
		.toPlainDate();
	const planned = [...plan.shifts].sort((a, b) => (a.start < b.start ? -1 : 1));
	const starts: Start[] = [];
	for (let day = -LOOK_DAYS; day <= LOOK_DAYS; day++) {
		const date = today.add({ days: day });
		for (const shift of planned) {
			if (!beginsOn(shift.days, date.dayOfWeek)) continue;
			starts.push({ at: instantOf(date, shift.start, plan.timeZone), shift });
		}
	}
	return starts;
}

function beginsOn(days: ShiftDays, dayOfWeek: number): boolean {
	return days === "every" || (days === "weekdays") === dayOfWeek <= 5;
}

/**
 * The instant of a time on the wall. A time that comes twice is its first; one that the clocks leap over is the
 * moment of the leap, so that what begins earlier on the wall never begins later.
 */
function instantOf(date: Temporal.PlainDate, time: string, timeZone: string): number {
	const wall = date.toPlainDateTime(Temporal.PlainTime.from(time));
	const earlier = wall.toZonedDateTime(timeZone, { disambiguation: "earlier" });
	if (earlier.toPlainDateTime().equals(wall)) return earlier.epochMilliseconds;
	return earlier.getTimeZoneTransition("next")?.epochMilliseconds ?? earlier.epochMilliseconds;
}

/** Whether this machine knows the zone. */
export function isTimeZone(name: string): boolean {
	try {
		Temporal.Now.zonedDateTimeISO(name);
		return !/^[+-]/.test(name);
	} catch {
		return false;
	}
}
