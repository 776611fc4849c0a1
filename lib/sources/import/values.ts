import type { Cell } from "@/lib/sources/files/part-writer";
import { nestsDeeper, TOO_DEEP } from "@/lib/sources/import/json-spans";
import { MAX_JSON_DEPTH } from "@/lib/sources/import/limits";
import { shorten } from "@/lib/sources/import/problems";
import type { KustoType } from "@/lib/sources/kql/tables";

/** Which number of 5/11/2026 is the day. */
export const DATE_ORDERS = ["day-first", "month-first"] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** Why a value does not fit its column; `message` completes "the value …". */
export class Misfit {
	constructor(readonly message: string) {}
}

const INT64 = { low: -(2n ** 63n), high: 2n ** 63n - 1n };
const WHOLE = /^[+-]?\d+(?:\.0+)?$/;
const REAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const ISO =
	/^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)? ?([Zz]|UTC|[+-]\d{2}:?\d{2})?$/;
/**
 * The Azure portal's own form, day or month first by the language it is set to, with or without AM and PM; newer
 * browsers put a narrow no-break space before those, and some languages write a.m.
 */
const PORTAL =
	/^(\d{1,2})\/(\d{1,2})\/(\d{4}),? +(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:[ \u00a0\u202f]*([AaPp])\.?[Mm]\.?)?$/;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/** Defender's form, `Nov 29, 2026 9:14:22 AM` or `29 Nov 2026, 9:14:22 am`: the month is a word. */
const NAMED =
	/^(?:([A-Za-z]{3,9})\.? (\d{1,2})|(\d{1,2}) ([A-Za-z]{3,9})\.?),? (\d{4})(?:,? at|,)? +(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:[ \u00a0\u202f]*([AaPp])\.?[Mm]\.?)?$/;
const TIMESPAN = /^(-)?(?:(\d+)[.:])?(\d{1,2}):(\d{2}):(\d{2})(?:\.(\d{1,7}))?$/;

/**
 * Reads a value as a column's type. Text comes from CSV and Parquet, other values from JSON; an empty text is null
 * whatever the type, because Kusto strings have no null and the other types no empty value.
 * `raw` gives a JSON number as written, for those a JavaScript number cannot hold.
 */
export function readValue(
	value: unknown,
	type: KustoType,
	raw?: () => string,
	dates?: DateOrder,
): Cell | Misfit {
	if (value === null || value === undefined || value === "") return null;
	if (type === "dynamic") return readDynamic(value, raw !== undefined);
	if (typeof value === "object") {
		return type === "string"
			? JSON.stringify(value)
			: new Misfit(`${shorten(JSON.stringify(value))} is not a ${type}`);
	}
	const text =
		typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value) && raw
			? raw()
			: String(value);
	switch (type) {
		case "string":
		case "guid":
			return text;
		case "bool":
			return readBool(text);
		case "int":
		case "long":
			return readWhole(text, type);
		case "real":
			return readReal(text);
		case "decimal":
			return /^[+-]?\d{1,29}(?:\.\d+)?$/.test(text.trim())
				? text.trim()
				: new Misfit(`${shorten(text)} is not a decimal`);
		case "datetime":
			if (typeof value !== "string") return new Misfit(`${shorten(text)} is not a date and time`);
			return readDatetime(text, dates);
		case "timespan":
			return readTimespan(text);
	}
}

function readBool(text: string): boolean | Misfit {
	switch (text.trim().toLowerCase()) {
		case "true":
		case "1":
			return true;
		case "false":
		case "0":
			return false;
		default:
			return new Misfit(`${shorten(text)} is not true or false`);
	}
}

function readWhole(text: string, type: "int" | "long"): Cell | Misfit {
	const digits = text.trim();
	if (!WHOLE.test(digits)) return new Misfit(`${shorten(text)} is not a whole number`);
	const number = Number(digits);
	if (type === "int") {
		return number >= -2147483648 && number <= 2147483647
			? number
			: new Misfit(`${shorten(text)} does not fit an int`);
	}
	if (Number.isSafeInteger(number)) return number;
	const exact = BigInt(digits.replace(/^\+|\.0+$/g, ""));
	return exact >= INT64.low && exact <= INT64.high
		? String(exact)
		: new Misfit(`${shorten(text)} does not fit a long`);
}

function readReal(text: string): Cell | Misfit {
	const trimmed = text.trim();
	if (REAL.test(trimmed)) return Number(trimmed);
	const named = /^([+-])?(?:(nan)|(inf(?:inity)?))$/i.exec(trimmed);
	if (named === null) return new Misfit(`${shorten(text)} is not a number`);
	return named[2] ? "nan" : `${named[1] === "-" ? "-" : ""}inf`;
}

/**
 * µs since 1970 of an ISO 8601 date and time (UTC when it names no zone), of the Azure portal's
 * `2/25/2025, 9:19:25.391 AM` (UTC; `dates` says which number is the day), or of `Nov 29, 2026 9:14:22 AM` (UTC).
 * Digits beyond the µs are cut.
 */
export function readDatetime(text: string, dates: DateOrder = "month-first"): Cell | Misfit {
	const trimmed = text.trim();
	const iso = ISO.exec(trimmed);
	if (iso) {
		const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "", zone = "Z"] = iso;
		const offset = /^[+-]/.test(zone)
			? (zone.startsWith("-") ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)))
			: 0;
		return instant(text, [year, month, day, hour, minute, second].map(Number), fraction, offset);
	}
	const portal = PORTAL.exec(trimmed);
	if (portal) {
		const [, first, other, year, ...time] = portal;
		const [month, day] = dates === "month-first" ? [first, other] : [other, first];
		return clock(text, [Number(year), Number(month), Number(day)], time);
	}
	const named = NAMED.exec(trimmed);
	if (named) {
		const [, before, dayAfter, dayBefore, after, year, ...time] = named;
		const word = (before ?? after ?? "").toLowerCase();
		const month = MONTHS.indexOf(word.slice(0, 3)) + 1;
		return clock(text, [Number(year), month, Number(dayAfter ?? dayBefore)], time);
	}
	return new Misfit(
		`${shorten(text)} is not a date and time as 2025-02-25T09:19:25.391Z or 2/25/2025, 9:19:25.391 AM (UTC)`,
	);
}

/**
 * What a date shows of how the dates of its file are written: `"either"` when it is one day read one way and another
 * read the other, null when it says nothing.
 */
export function shownOrder(text: string): DateOrder | "either" | null {
	const found = /^\s*(\d{1,2})\/(\d{1,2})\/\d{4}/.exec(text);
	if (found === null || !PORTAL.test(text.trim())) return null;
	const [first, other] = [Number(found[1]), Number(found[2])];
	if (first === other) return null;
	const fits = (day: number, month: number) => day >= 1 && day <= 31 && month >= 1 && month <= 12;
	if (!fits(other, first)) return fits(first, other) ? "day-first" : null;
	return fits(first, other) ? "either" : "month-first";
}

/** The instant of a day and what is written of its time: hour, minute, second, fraction, and the A or P of AM and PM. */
function clock(
	text: string,
	day: readonly number[],
	[hour, minute, second = "0", fraction = "", half]: readonly (string | undefined)[],
): Cell | Misfit {
	let hours = Number(hour);
	if (half !== undefined) {
		if (hours < 1 || hours > 12) return new Misfit(`${shorten(text)} has no such hour`);
		hours = (hours % 12) + (half.toLowerCase() === "p" ? 12 : 0);
	}
	return instant(text, [...day, hours, Number(minute), Number(second)], fraction, 0);
}

function instant(text: string, parts: number[], fraction: string, offsetMinutes: number): Cell | Misfit {
	const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
	const date = new Date(0);
	date.setUTCFullYear(year, month - 1, day);
	const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1;
	if (!real || hour > 23 || minute > 59 || second > 59)
		return new Misfit(`${shorten(text)} is no date and time there is`);
	const seconds = date.getTime() / 1000 + hour * 3600 + (minute - offsetMinutes) * 60 + second;
	const micros = Number(fraction.slice(0, 6).padEnd(6, "0"));
	const exact = seconds * 1_000_000 + micros;
	return Number.isSafeInteger(exact) ? exact : String(BigInt(seconds) * 1_000_000n + BigInt(micros));
}

function readTimespan(text: string): Cell | Misfit {
	const found = TIMESPAN.exec(text.trim());
	if (found === null) return new Misfit(`${shorten(text)} is not a timespan as 1.02:03:04.5`);
	const [, minus, days = "0", hours, minutes, seconds, fraction = ""] = found;
	const whole =
		((BigInt(days) * 24n + BigInt(hours ?? 0)) * 60n + BigInt(minutes ?? 0)) * 60n + BigInt(seconds ?? 0);
	const ticks = (whole * 10_000_000n + BigInt(fraction.padEnd(7, "0"))) * (minus ? -1n : 1n);
	return ticks >= INT64.low && ticks <= INT64.high
		? String(ticks)
		: new Misfit(`${shorten(text)} does not fit a timespan`);
}

/** JSON text of a dynamic. Text that is not JSON itself is a dynamic holding that string, as in Kusto. */
function readDynamic(value: unknown, fromJson: boolean): Cell | Misfit {
	if (typeof value !== "string") return JSON.stringify(value);
	const trimmed = value.trim();
	// Exports write nested values as text even within JSON; a plain word in JSON is a string and stays one.
	if (fromJson && !/^[[{]/.test(trimmed)) return JSON.stringify(value);
	if (nestsDeeper(trimmed, MAX_JSON_DEPTH)) return new Misfit(`the value ${TOO_DEEP}`);
	try {
		const parsed: unknown = JSON.parse(trimmed);
		// Long numbers would lose digits on the way through JavaScript.
		return /\d{16}/.test(trimmed) ? trimmed : parsed === null ? null : JSON.stringify(parsed);
	} catch {
		return JSON.stringify(value);
	}
}
