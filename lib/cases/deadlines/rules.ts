import type { CaseSeverity } from "@/lib/core/case-status";

/** What the clock of a case runs towards, in this order. */
export const TARGETS = ["acknowledge", "contain", "resolve"] as const;
export type Target = (typeof TARGETS)[number];

/** Minutes of the day, the end not included; 1440 is midnight. */
export interface OpenHours {
	readonly from: number;
	readonly to: number;
}

export interface Plan {
	/** IANA name. */
	readonly timeZone: string;
	/** Minutes until each is due; null: no deadline. */
	readonly targets: Readonly<Record<CaseSeverity, Readonly<Record<Target, number | null>>>>;
	/** Severities whose clock runs around the clock. */
	readonly always: readonly CaseSeverity[];
	/** Monday first; null: closed. */
	readonly hours: readonly (OpenHours | null)[];
	/** ISO dates. */
	readonly holidays: readonly string[];
	readonly pauseWaiting: boolean;
}

const HOUR = 60;
const DAY = 24 * HOUR;
const OFFICE: OpenHours = { from: 8 * HOUR, to: 18 * HOUR };

/** In force until a lead writes another. */
export const DEFAULT_PLAN: Plan = {
	timeZone: "UTC",
	targets: {
		high: { acknowledge: 30, contain: 4 * HOUR, resolve: 2 * DAY },
		medium: { acknowledge: 2 * HOUR, contain: 10 * HOUR, resolve: 30 * HOUR },
		low: { acknowledge: 10 * HOUR, contain: null, resolve: 50 * HOUR },
		informational: { acknowledge: null, contain: null, resolve: null },
	},
	always: ["high"],
	hours: [OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, null, null],
	holidays: [],
	pauseWaiting: true,
};

/** From (inclusive) to (exclusive), in milliseconds since 1970. */
export type Span = readonly [from: number, to: number];

/** What of `spans` lies outside `pauses`; both in order. */
export function* without(spans: Iterable<Span>, pauses: readonly Span[]): Generator<Span> {
	for (const [from, to] of spans) {
		let start = from;
		for (const [pause, resume] of pauses) {
			if (resume <= start || pause >= to) continue;
			if (pause > start) yield [start, pause];
			start = Math.max(start, resume);
		}
		if (start < to) yield [start, to];
	}
}

/** When `budget` milliseconds of the spans are used up; null when they end before. */
export function usedUp(spans: Iterable<Span>, budget: number): number | null {
	let left = budget;
	for (const [from, to] of spans) {
		if (to - from >= left) return from + left;
		left -= to - from;
	}
	return null;
}

/** The times of a case that the clock knows, in milliseconds; null: not yet. */
export interface CaseTimes {
	readonly acknowledge: number | null;
	readonly contain: number | null;
	readonly resolve: number | null;
	readonly closed: number | null;
}

export type ClockState = "running" | "paused" | "late" | "met" | "missed";

export interface TargetClock {
	readonly target: Target;
	/** Milliseconds since 1970. */
	readonly due: number;
	readonly state: ClockState;
}

/**
 * How each deadline of a case stands. Whatever comes later counts as what comes before as well: a case that was
 * resolved without ever being contained is not late with containing, and a closed case is late with nothing.
 */
export function clocks(
	due: Readonly<Record<Target, number | null>>,
	times: CaseTimes,
	paused: boolean,
	now: number,
): TargetClock[] {
	return TARGETS.flatMap((target, index): TargetClock[] => {
		const at = due[target];
		if (at === null) return [];
		const reached = [...TARGETS.slice(index).map((each) => times[each]), times.closed].filter(
			(time) => time !== null,
		);
		const done = reached.length === 0 ? null : Math.min(...reached);
		if (done !== null) return [{ target, due: at, state: done <= at ? "met" : "missed" }];
		return [{ target, due: at, state: now >= at ? "late" : paused ? "paused" : "running" }];
	});
}

/** What is wrong with a plan's hours or targets, by field; null: nothing. */
export function planProblem(plan: Plan): { readonly field: string; readonly message: string } | null {
	for (const [index, hours] of plan.hours.entries()) {
		if (hours !== null && hours.from >= hours.to) {
			return { field: `hours.${index}`, message: "The end must be after the start." };
		}
	}
	if (plan.hours.every((hours) => hours === null)) {
		return { field: "hours.0", message: "Set business hours on at least one day." };
	}
	for (const [severity, targets] of Object.entries(plan.targets)) {
		const given = TARGETS.flatMap((target) => targets[target] ?? []);
		if (given.some((minutes, index) => index > 0 && minutes < (given[index - 1] ?? 0))) {
			return {
				field: `targets.${severity}`,
				message: "Acknowledged comes before contained, and contained before resolved.",
			};
		}
	}
	return null;
}
