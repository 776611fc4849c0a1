import { fieldError } from "@/lib/core/errors";

/** From (inclusive) to (exclusive). */
export interface TimeWindow {
	readonly from: Date;
	readonly to: Date;
}

export const WINDOW_PRESETS = ["24h", "7d", "30d", "90d"] as const;
export type WindowPreset = (typeof WINDOW_PRESETS)[number];

const HOUR = 3_600_000;
const PRESET_HOURS: Record<WindowPreset, number> = {
	"24h": 24,
	"7d": 7 * 24,
	"30d": 30 * 24,
	"90d": 90 * 24,
};
/** Log Analytics keeps interactive data for two years. */
const LONGEST_DAYS = 731;

export function presetWindow(preset: WindowPreset, now: Date): TimeWindow {
	return { from: new Date(now.getTime() - PRESET_HOURS[preset] * HOUR), to: now };
}

/** @throws AppError `invalid_input` when the window is empty, reversed, or longer than two years. */
export function checkedWindow(from: Date, to: Date): TimeWindow {
	if (from >= to) {
		throw fieldError("to", "Must be later than from.", "The window ends before it starts.");
	}
	if (to.getTime() - from.getTime() > LONGEST_DAYS * 24 * HOUR) {
		throw fieldError(
			"from",
			`At most ${LONGEST_DAYS} days before to.`,
			`The window is longer than ${LONGEST_DAYS} days.`,
		);
	}
	return { from, to };
}

/** No window shorter than this is split, in milliseconds. */
const SHORTEST_MS = 60_000;

/** Both halves, the earlier one first; null for a window too short to be split. */
export function halved({ from, to }: TimeWindow): readonly [TimeWindow, TimeWindow] | null {
	const length = to.getTime() - from.getTime();
	if (length < 2 * SHORTEST_MS) return null;
	const middle = new Date(from.getTime() + Math.floor(length / 2));
	return [
		{ from, to: middle },
		{ from: middle, to },
	];
}

/** The window in parts of at most `lengthMs`, in order: each begins where the one before ends. */
export function parts({ from, to }: TimeWindow, lengthMs: number): TimeWindow[] {
	const all: TimeWindow[] = [];
	for (let start = from.getTime(); start < to.getTime(); start += lengthMs) {
		all.push({ from: new Date(start), to: new Date(Math.min(start + lengthMs, to.getTime())) });
	}
	return all;
}

/** What is left of a window without another: nothing, one part or two. */
export function without(window: TimeWindow, taken: TimeWindow): TimeWindow[] {
	const before = { from: window.from, to: earlier(window.to, taken.from) };
	const after = { from: later(window.from, taken.to), to: window.to };
	return [before, after].filter(({ from, to }) => from < to);
}

function earlier(a: Date, b: Date): Date {
	return a < b ? a : b;
}

function later(a: Date, b: Date): Date {
	return a > b ? a : b;
}
