import { AppError } from "@/lib/core/errors";
import { shorten } from "@/lib/sources/import/problems";
import type { TextPlace } from "@/lib/sources/import/source";
import { type DateOrder, Misfit, readDatetime, shownOrder } from "@/lib/sources/import/values";

/** A date in a file, and where it is. */
interface SeenDate extends TextPlace {
	readonly text: string;
	readonly field: string;
}

/** What the dates of a column say of how they are written: the first of each kind. */
export class DateEvidence {
	readonly #first = new Map<DateOrder | "either", SeenDate>();

	see(value: unknown, field: string, place: () => TextPlace): void {
		if (typeof value !== "string") return;
		const order = shownOrder(value);
		if (order === null || this.#first.has(order)) return;
		const { line, column } = place();
		this.#first.set(order, { text: value.trim(), field, line, column });
	}

	add(other: DateEvidence): void {
		for (const [order, seen] of other.#first) if (!this.#first.has(order)) this.#first.set(order, seen);
	}

	/**
	 * How all dates of the file are written; null when it has none that this matters for. `wanted` is what the person
	 * says, and holds: a date that does not fit it is a row that cannot be read.
	 * @throws AppError `invalid_input` when the file has both kinds, or nothing shows which it has
	 *   (`details.reason` is `"dates"`, with `example` and its two readings, `dayFirst` and `monthFirst`, in ISO 8601).
	 */
	settle(wanted: DateOrder | undefined, fileName: string): DateOrder | null {
		if (wanted !== undefined) return wanted;
		const day = this.#first.get("day-first");
		const month = this.#first.get("month-first");
		if (day && month) throw mixed(day, month, fileName);
		if (day) return "day-first";
		if (month) return "month-first";
		const either = this.#first.get("either");
		if (either) throw undecided(either, fileName);
		return null;
	}
}

function placeOf({ line, column, field }: SeenDate, file: string, message: string) {
	return { file, line, column, field, message };
}

function mixed(day: SeenDate, month: SeenDate, fileName: string): AppError {
	return new AppError(
		"invalid_input",
		`${fileName} writes some dates with the day first (${shorten(day.text)}, line ${day.line}) and others with the month first (${shorten(month.text)}, line ${month.line}).`,
		{
			places: [
				placeOf(day, fileName, `${shorten(day.text)} has the day first`),
				placeOf(month, fileName, `${shorten(month.text)} has the month first`),
			].sort((a, b) => a.line - b.line),
			remedy:
				"Export again with one language set in the portal, or as JSON, whose times are the same everywhere.",
		},
	);
}

function undecided(seen: SeenDate, fileName: string): AppError {
	const dayFirst = isoText(seen.text, "day-first");
	const monthFirst = isoText(seen.text, "month-first");
	return new AppError(
		"invalid_input",
		`The dates of ${fileName} can be read in two ways: ${shorten(seen.text)} is ${longDate(dayFirst)} with the day first, ${longDate(monthFirst)} with the month first. No date in the file shows which.`,
		{
			places: [placeOf(seen, fileName, `${shorten(seen.text)} can be read in two ways`)],
			remedy: "Choose how the dates are written (--dates day-first or --dates month-first).",
			details: { reason: "dates", example: seen.text.slice(0, 80), dayFirst, monthFirst },
		},
	);
}

/** The instant of a date in ISO 8601, cut to milliseconds. */
function isoText(text: string, order: DateOrder): string {
	const micros = readDatetime(text, order);
	return micros instanceof Misfit ? "" : new Date(Math.floor(Number(micros) / 1000)).toISOString();
}

function longDate(iso: string): string {
	return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(new Date(iso));
}
