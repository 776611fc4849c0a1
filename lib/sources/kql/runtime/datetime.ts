import { EvaluationError } from "./evaluation-error";
/** KQL datetimes as 100 ns ticks since 0001-01-01 (proleptic Gregorian, UTC), and their texts. */
export const TICKS_PER_SECOND = 10_000_000n;
export const TICKS_PER_DAY = 864_000_000_000n;
const UNIX_EPOCH_TICKS = 621_355_968_000_000_000n;
/** 9999-12-31T23:59:59.9999999 */
const MAX_TICKS = 3_155_378_975_999_999_999n;

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

export function ticksOfDate(date: Date): bigint {
	return BigInt(date.getTime()) * 10_000n + UNIX_EPOCH_TICKS;
}

/** Ticks of a calendar date and time, or null where there is no such moment. */
export function ticksOf(
	year: number,
	month: number,
	day: number,
	hour = 0,
	minute = 0,
	second = 0,
	fractionTicks = 0n,
): bigint | null {
	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
	if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return null;
	const date = new Date(0);
	date.setUTCFullYear(year, month - 1, day);
	date.setUTCHours(hour, minute, second);
	return ticksOfDate(date) + fractionTicks;
}

export function daysIn(year: number, month: number): number {
	const date = new Date(0);
	date.setUTCFullYear(year, month, 0);
	return date.getUTCDate();
}

export interface DateParts {
	readonly year: number;
	readonly month: number;
	readonly day: number;
	readonly hour: number;
	readonly minute: number;
	readonly second: number;
	/** 0 to 9,999,999. */
	readonly fraction: number;
	/** 0 is Sunday. */
	readonly weekday: number;
}

export function partsOf(ticks: bigint): DateParts {
	const fraction = ticks % TICKS_PER_SECOND;
	const date = new Date(Number((ticks - fraction - UNIX_EPOCH_TICKS) / 10_000n));
	return {
		year: date.getUTCFullYear(),
		month: date.getUTCMonth() + 1,
		day: date.getUTCDate(),
		hour: date.getUTCHours(),
		minute: date.getUTCMinutes(),
		second: date.getUTCSeconds(),
		fraction: Number(fraction),
		weekday: date.getUTCDay(),
	};
}

export function isDatetime(ticks: bigint): boolean {
	return ticks >= 0n && ticks <= MAX_TICKS;
}

/** `2020-01-31T10:00:00.0000000Z`, the text Log Analytics and tostring() give. */
export function datetimeText(ticks: bigint): string | null {
	if (!isDatetime(ticks)) return null;
	const p = partsOf(ticks);
	return `${pad(p.year, 4)}-${pad(p.month, 2)}-${pad(p.day, 2)}T${pad(p.hour, 2)}:${pad(p.minute, 2)}:${pad(p.second, 2)}.${pad(p.fraction, 7)}Z`;
}

const ISO =
	/^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ]\s*(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,9}))?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?)?)?$/i;
const US =
	/^(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?:\s+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,9}))?)?\s*(AM|PM)?)?$/i;
const NAMED =
	/^(?:[a-z]{3,9},?\s+)?(\d{1,2})[ -]([a-z]{3})[a-z]*[ -](\d{2}|\d{4})(?:\s+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,9}))?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?$/i;

/** The formats KQL's documentation names: ISO 8601, RFC 822 and 850, and the American month-first order. */
export function parseDatetime(input: string): bigint | null {
	const text = input.trim();
	const iso = ISO.exec(text);
	if (iso) {
		const [, year, month = "1", day = "1", hour = "0", minute = "0", second = "0", fraction = "", zone] = iso;
		return shifted(
			ticksOf(+(year ?? 0), +month, +day, +hour, +minute, +second, fractionTicks(fraction)),
			zone,
		);
	}
	const us = US.exec(text);
	if (us) {
		const [, month, , day, year, hour = "0", minute = "0", second = "0", fraction = "", half] = us;
		return ticksOf(
			+(year ?? 0),
			+(month ?? 0),
			+(day ?? 0),
			hour24(+hour, half),
			+minute,
			+second,
			fractionTicks(fraction),
		);
	}
	const named = NAMED.exec(text);
	if (named) {
		const [, day, monthName = "", year = "", hour = "0", minute = "0", second = "0", fraction = "", zone] =
			named;
		const month = MONTHS.indexOf(monthName.toLowerCase()) + 1;
		// Two digits as .NET reads them: up to 49 is this century.
		const fullYear = year.length === 4 ? +year : +year + (+year < 50 ? 2000 : 1900);
		return shifted(
			ticksOf(fullYear, month, +(day ?? 0), +hour, +minute, +second, fractionTicks(fraction)),
			zone,
		);
	}
	return null;
}

function fractionTicks(digits: string): bigint {
	return BigInt(digits.padEnd(7, "0").slice(0, 7));
}

function hour24(hour: number, half: string | undefined): number {
	if (!half) return hour;
	if (hour < 1 || hour > 12) return -1;
	return (hour % 12) + (half.toUpperCase() === "PM" ? 12 : 0);
}

function shifted(ticks: bigint | null, zone: string | undefined): bigint | null {
	if (ticks === null || !zone || !/^[+-]/.test(zone)) return ticks;
	const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
	const moved = ticks - BigInt((zone.startsWith("-") ? -1 : 1) * minutes) * 60n * TICKS_PER_SECOND;
	return isDatetime(moved) ? moved : null;
}

/** Adds calendar months, clamping the day to the month's last, as .NET does. */
export function addMonths(ticks: bigint, months: number): bigint | null {
	const p = partsOf(ticks);
	const index = p.year * 12 + (p.month - 1) + months;
	const year = Math.floor(index / 12);
	const month = (index % 12) + 1;
	if (year < 1 || year > 9999) return null;
	const start = ticksOf(year, month, Math.min(p.day, daysIn(year, month)));
	return start === null ? null : start + (ticks % TICKS_PER_DAY);
}

/** ISO 8601 week of the year. */
export function weekOfYear(ticks: bigint): number {
	const p = partsOf(ticks);
	const date = new Date(Date.UTC(p.year, p.month - 1, p.day));
	date.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
	return Math.ceil(((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000 + 1) / 7);
}

const DATE_TOKENS = /yyyy|yy|MM|M|dd|d|HH|H|hh|h|mm|m|ss|s|f{1,7}|F{1,7}|tt/g;

/** format_datetime(): the documented letters, with any of ` /-:,._[]` between them. */
export function formatDatetime(ticks: bigint, format: string): string {
	if (/[^\s/\-:,._[\]]/.test(format.replaceAll(DATE_TOKENS, ""))) {
		throw new EvaluationError(
			`format_datetime: the format '${format}' holds a letter that KQL does not define.`,
		);
	}
	const p = partsOf(ticks);
	return format.replaceAll(DATE_TOKENS, (token) => {
		switch (token) {
			case "yyyy":
				return pad(p.year, 4);
			case "yy":
				return pad(p.year % 100, 2);
			case "MM":
			case "M":
				return pad(p.month, token.length);
			case "dd":
			case "d":
				return pad(p.day, token.length);
			case "HH":
			case "H":
				return pad(p.hour, token.length);
			case "hh":
			case "h":
				return pad(p.hour % 12 || 12, token.length);
			case "mm":
			case "m":
				return pad(p.minute, token.length);
			case "ss":
			case "s":
				return pad(p.second, token.length);
			case "tt":
				return p.hour < 12 ? "AM" : "PM";
			default: {
				const digits = pad(p.fraction, 7).slice(0, token.length);
				return token.startsWith("F") ? digits.replace(/0+$/, "") : digits;
			}
		}
	});
}

export function weekdayName(weekday: number): string {
	return WEEKDAYS[weekday] ?? "";
}

function pad(value: number, width: number): string {
	return String(value).padStart(width, "0");
}
