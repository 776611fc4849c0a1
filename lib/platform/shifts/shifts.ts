/**
 * Which shift an instant belongs to. A shift begins at its time on the wall and lasts until the next one begins, so
 * that no instant falls between two; on the days on which the clocks change a shift is an hour (on Lord Howe half
 * an hour) shorter or longer.
 */
import { Temporal } from "temporal-polyfill";
import type { ShiftDays } from "./shift-rules";

export interface PlannedShift {
	readonly name: string;
	/** Time on the wall, `HH:MM`. */
	readonly start: string;
	/** On which days it begins. */
	readonly days: ShiftDays;
	readonly team: string;
	/** Ids of the people who lead it; none where nobody is named. */
	readonly people?: readonly string[] | undefined;
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
	readonly people: readonly string[];
	readonly timeZone: string;
	readonly from: number;
	readonly to: number;
}

const DAY_MS = 24 * 3_600_000;
/** The longest that a shift can last, in days: one that begins at weekends only. And a day for the clocks. */
const LONGEST_DAYS = 7;
const SPARE_DAYS = 1;

/**
 * The shift that an instant belongs to; null before the first plan and where none is planned. A plan that comes
 * later does not change which shift an earlier instant belonged to: it begins shifts of its own.
 */
export function shiftAt(plans: readonly Plan[], instant: number): Shift | null {
	return shiftsBetween(plans, instant, instant + 1)[0] ?? null;
}

/** The shifts that begin or last between two instants, in order. */
export function shiftsBetween(plans: readonly Plan[], from: number, to: number): Shift[] {
	const ordered = [...plans].sort((a, b) => a.validFrom - b.validFrom);
	return ordered.flatMap((plan, index) => {
		const end = ordered[index + 1]?.validFrom ?? Number.POSITIVE_INFINITY;
		if (plan.validFrom >= to || end <= from) return [];
		return shiftsOf(plan, Math.max(from, plan.validFrom), Math.min(to, end), end);
	});
}

function shiftsOf(plan: Plan, from: number, to: number, end: number): Shift[] {
	const starts = startsAround(plan, from, to);
	return starts.flatMap(({ at, shift }, index) => {
		const next = starts[index + 1]?.at;
		if (next === undefined || next <= from || next === at || at >= to) return [];
		const { name, team, people = [] } = shift;
		const bounds = { from: Math.max(at, plan.validFrom), to: Math.min(next, end) };
		return [{ name, team, people, timeZone: plan.timeZone, ...bounds }];
	});
}

interface Start {
	readonly at: number;
	readonly shift: PlannedShift;
}

/** Every beginning of a shift from the last one before `from` to the first after `to`, and some more, in order. */
function startsAround(plan: Plan, from: number, to: number): Start[] {
	const daily = plan.shifts.some(({ days }) => days === "every");
	const look = (daily ? 1 : LONGEST_DAYS) + SPARE_DAYS;
	const planned = [...plan.shifts].sort((a, b) => (a.start < b.start ? -1 : 1));
	const first = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(plan.timeZone).toPlainDate();
	const days = Math.ceil((to - from) / DAY_MS) + look;
	const starts: Start[] = [];
	for (let day = -look; day <= days; day++) {
		const date = first.add({ days: day });
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
