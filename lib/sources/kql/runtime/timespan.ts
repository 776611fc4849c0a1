import { TICKS_PER_DAY, TICKS_PER_SECOND } from "./datetime";
import { EvaluationError } from "./evaluation-error";

const UNITS: Readonly<Record<string, bigint>> = {
	d: TICKS_PER_DAY,
	day: TICKS_PER_DAY,
	days: TICKS_PER_DAY,
	h: 3600n * TICKS_PER_SECOND,
	hr: 3600n * TICKS_PER_SECOND,
	hrs: 3600n * TICKS_PER_SECOND,
	hour: 3600n * TICKS_PER_SECOND,
	hours: 3600n * TICKS_PER_SECOND,
	m: 60n * TICKS_PER_SECOND,
	min: 60n * TICKS_PER_SECOND,
	minute: 60n * TICKS_PER_SECOND,
	minutes: 60n * TICKS_PER_SECOND,
	s: TICKS_PER_SECOND,
	sec: TICKS_PER_SECOND,
	second: TICKS_PER_SECOND,
	seconds: TICKS_PER_SECOND,
	ms: 10_000n,
	milli: 10_000n,
	millis: 10_000n,
	millisec: 10_000n,
	millisecond: 10_000n,
	milliseconds: 10_000n,
	micro: 10n,
	micros: 10n,
	microsec: 10n,
	microsecond: 10n,
	microseconds: 10n,
	tick: 1n,
	ticks: 1n,
};

const CLOCK = /^(-)?(?:(\d+)\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?$/;
const QUANTITY = /^(-?)(\d+)(?:\.(\d+))?\s*([a-z]+)?$/i;

/** `1d`, `2.5h`, `15 seconds`, `1.02:03:04.5`, or a bare number of days; null for anything else. */
export function parseTimespan(input: string): bigint | null {
	const text = input.trim();
	const clock = CLOCK.exec(text);
	if (clock) {
		const [, sign, days = "0", hours = "0", minutes = "0", seconds = "0", fraction = ""] = clock;
		if (+hours > 23 || +minutes > 59 || +seconds > 59) return null;
		const ticks =
			BigInt(days) * TICKS_PER_DAY +
			BigInt(+hours * 3600 + +minutes * 60 + +seconds) * TICKS_PER_SECOND +
			BigInt(fraction.padEnd(7, "0"));
		return sign ? -ticks : ticks;
	}
	const quantity = QUANTITY.exec(text);
	if (!quantity) return null;
	const [, sign, whole = "0", fraction = "", unitName] = quantity;
	const unit = unitName === undefined ? TICKS_PER_DAY : UNITS[unitName.toLowerCase()];
	if (unit === undefined) return null;
	const ticks = (BigInt(whole + fraction) * unit) / 10n ** BigInt(fraction.length);
	return sign ? -ticks : ticks;
}

/** `[-][d.]hh:mm:ss[.fffffff]`, as KQL prints a timespan. */
export function timespanText(ticks: bigint): string {
	const absolute = ticks < 0n ? -ticks : ticks;
	const days = absolute / TICKS_PER_DAY;
	const seconds = Number((absolute % TICKS_PER_DAY) / TICKS_PER_SECOND);
	const fraction = absolute % TICKS_PER_SECOND;
	const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
		.map((value) => String(value).padStart(2, "0"))
		.join(":");
	return `${ticks < 0n ? "-" : ""}${days > 0n ? `${days}.` : ""}${clock}${fraction > 0n ? `.${String(fraction).padStart(7, "0")}` : ""}`;
}

const TIMESPAN_TOKENS = /d{1,8}|HH|H|hh|h|mm|m|ss|s|f{1,7}|F{1,7}/g;

/** format_timespan(): the documented letters, with any of ` /-:,._[]` between them. */
export function formatTimespan(ticks: bigint, format: string): string {
	if (/[^\s/\-:,._[\]]/.test(format.replaceAll(TIMESPAN_TOKENS, ""))) {
		throw new EvaluationError(
			`format_timespan: the format '${format}' holds a letter that KQL does not define.`,
		);
	}
	const absolute = ticks < 0n ? -ticks : ticks;
	const seconds = Number((absolute % TICKS_PER_DAY) / TICKS_PER_SECOND);
	const parts: Readonly<Record<string, bigint | number>> = {
		d: absolute / TICKS_PER_DAY,
		h: Math.floor(seconds / 3600),
		m: Math.floor(seconds / 60) % 60,
		s: seconds % 60,
	};
	return format.replaceAll(TIMESPAN_TOKENS, (token) => {
		const letter = token.charAt(0);
		if (letter === "f" || letter === "F") {
			const digits = String(absolute % TICKS_PER_SECOND)
				.padStart(7, "0")
				.slice(0, token.length);
			return letter === "F" ? digits.replace(/0+$/, "") : digits;
		}
		return String(parts[letter.toLowerCase()] ?? 0).padStart(token.length, "0");
	});
}
