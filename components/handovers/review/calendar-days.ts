import { instantInZone, timeParts } from "@/components/client/time-format";

export interface CalendarDay {
	/** `2026-05-03` */
	readonly date: string;
	readonly from: Date;
	/** The next day's midnight. */
	readonly to: Date;
	/** Whether it is of the month that is shown; always in a week. */
	readonly inside: boolean;
}

const DAY = 86_400_000;

/** The days of a calendar, whole weeks from Monday on, in a zone. @param anchor a date within the month or week */
export function calendarDays(span: "month" | "week", anchor: string, zone: string): CalendarDay[] {
	const [year = 1970, month = 1, day = 1] = anchor.split("-").map(Number);
	const first = span === "month" ? Date.UTC(year, month - 1, 1) : Date.UTC(year, month - 1, day);
	const last = span === "month" ? Date.UTC(year, month, 0) : first;
	const days: CalendarDay[] = [];
	for (let at = monday(first); at <= monday(last) + 6 * DAY; at += DAY) {
		const date = dateOf(at);
		days.push({
			date,
			from: midnight(date, zone),
			to: midnight(dateOf(at + DAY), zone),
			inside: span === "week" || new Date(at).getUTCMonth() === month - 1,
		});
	}
	return days;
}

/** The date a month or a week before or after. */
export function stepped(span: "month" | "week", anchor: string, by: 1 | -1): string {
	const [year = 1970, month = 1, day = 1] = anchor.split("-").map(Number);
	return dateOf(
		span === "month" ? Date.UTC(year, month - 1 + by, 1) : Date.UTC(year, month - 1, day + 7 * by),
	);
}

/** Today's date in a zone. */
export function today(now: Date, zone: string): string {
	return timeParts(now, zone).date;
}

/** Whether it is a date that the calendar can show. */
export function isDate(text: string): boolean {
	return (
		/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && text >= "2000" && text < "2100"
	);
}

/** The Monday at or before a UTC midnight. */
function monday(at: number): number {
	return at - ((new Date(at).getUTCDay() + 6) % 7) * DAY;
}

function dateOf(at: number): string {
	return new Date(at).toISOString().slice(0, 10);
}

function midnight(date: string, zone: string): Date {
	return instantInZone(`${date}T00:00`, zone) ?? new Date(`${date}T00:00Z`);
}
