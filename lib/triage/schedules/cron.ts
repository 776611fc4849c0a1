import { CronExpressionParser } from "cron-parser";
import { type AppError, fieldError } from "@/lib/core/errors";

/** Minute, hour, day of the month, month, day of the week: numbers, names, lists, ranges and steps. */
const FIELD = /^[0-9A-Za-z*,/-]+$/;
const NAMES = /^(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|MON|TUE|WED|THU|FRI|SAT|SUN)$/i;
/** Slots that are counted at most; a schedule that slept longer says that many "or more". */
export const MOST_MISSED = 1_000;

/** A schedule: when, and in whose time. */
export interface Cron {
	readonly cron: string;
	/** IANA name, such as `Europe/Berlin`. */
	readonly timeZone: string;
}

/** @throws AppError `invalid_input` with the place, `cron` or `timeZone` */
export function checkCron({ cron, timeZone }: Cron): void {
	if (!isTimeZone(timeZone)) {
		throw refused("timeZone", "A time zone such as UTC or Europe/Berlin.");
	}
	const fields = cron.trim().split(/\s+/);
	if (fields.length !== 5) {
		throw refused("cron", "Five fields: minute, hour, day of the month, month, day of the week.");
	}
	const words = fields.flatMap((field) => field.match(/[A-Za-z]+/g) ?? []);
	if (!fields.every((field) => FIELD.test(field)) || !words.every((word) => NAMES.test(word))) {
		throw refused("cron", "Only numbers, names such as MON, and * , - / are understood.");
	}
	let slots: Date[];
	try {
		slots = slotsAfter({ cron, timeZone }, new Date(0), 1);
	} catch (error) {
		throw refused("cron", error instanceof Error ? `${error.message}.` : "It can't be read.");
	}
	if (slots.length === 0) throw refused("cron", "It never happens: there is no such day.");
}

/** The first slots after an instant, not at it. Fewer where there are no more. */
export function slotsAfter({ cron, timeZone }: Cron, after: Date, count: number): Date[] {
	const times = CronExpressionParser.parse(cron, { currentDate: after, tz: timeZone });
	return times.take(count).map((time) => time.toDate());
}

/** The last slot at an instant or before it. */
export function slotBefore({ cron, timeZone }: Cron, at: Date): Date {
	const times = CronExpressionParser.parse(cron, {
		currentDate: new Date(at.getTime() + 1),
		tz: timeZone,
	});
	return times.prev().toDate();
}

/** How many slots there are from one instant (inclusive) to another (exclusive), counted to {@link MOST_MISSED}. */
export function slotsBetween({ cron, timeZone }: Cron, from: Date, to: Date): number {
	const times = CronExpressionParser.parse(cron, {
		currentDate: new Date(from.getTime() - 1),
		tz: timeZone,
	});
	let count = 0;
	while (count < MOST_MISSED && times.next().toDate() < to) count += 1;
	return count;
}

function isTimeZone(name: string): boolean {
	try {
		new Intl.DateTimeFormat("en", { timeZone: name });
		// Offsets are none: they know no summer.
		return /^[A-Za-z]/.test(name);
	} catch {
		return false;
	}
}

function refused(field: string, message: string): AppError {
	return fieldError(field, message);
}
