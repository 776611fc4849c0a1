const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
	let known = formatters.get(zone);
	if (known === undefined) {
		known = new Intl.DateTimeFormat("en-US", {
			timeZone: zone,
			hourCycle: "h23",
			year: "numeric",
			month: "2-digit",
			day: "2-digit",
			hour: "2-digit",
			minute: "2-digit",
			second: "2-digit",
		});
		formatters.set(zone, known);
	}
	return known;
}

export interface TimeParts {
	/** `2026-05-03` */
	readonly date: string;
	/** `14:22:05` */
	readonly time: string;
}

/** An instant's date and time of day in a zone (`UTC` or an IANA name). The same text on server and browser. */
export function timeParts(instant: Date, zone: string): TimeParts {
	const part: Record<string, string> = {};
	for (const { type, value } of formatter(zone).formatToParts(instant)) part[type] = value;
	return {
		date: `${part.year}-${part.month}-${part.day}`,
		time: `${part.hour}:${part.minute}:${part.second}`,
	};
}

/** `2026-05-03 14:22:05 UTC`, or with the zone's name. */
export function timeText(instant: Date, zone: string): string {
	const { date, time } = timeParts(instant, zone);
	return `${date} ${time} ${zone}`;
}

/** Whether this runtime knows the zone; a cookie may hold anything. */
export function isZone(zone: string): boolean {
	try {
		formatter(zone);
		return true;
	} catch {
		return false;
	}
}

const LOCAL = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]|\s+)(\d{1,2}):(\d{2})$/;
const CLOCK = /^(\d{1,2}):(\d{2})$/;

/** Reads a date and a time of day as a person writes them, as `2026-05-03 14:22`. Null when there is no such. */
export function readLocalTime(text: string): string | null {
	const [, year = "", ...rest] = LOCAL.exec(text.trim()) ?? [];
	if (year === "") return null;
	const [month, day, hour, minute] = rest.map((part) => part.padStart(2, "0"));
	const local = `${year}-${month}-${day} ${hour}:${minute}`;
	const instant = new Date(`${local.replace(" ", "T")}Z`);
	// A date that is not in the calendar is taken for one of the next month.
	return Number.isNaN(instant.getTime()) || fieldValue(instant, "UTC") !== local ? null : local;
}

/** Reads a time of day as a person writes it, as `09:05`. Null when there is no such. */
export function readClockTime(text: string): string | null {
	const [, hour = "", minute = ""] = CLOCK.exec(text.trim()) ?? [];
	return hour === "" || Number(hour) > 23 || Number(minute) > 59
		? null
		: `${hour.padStart(2, "0")}:${minute}`;
}

/** Reads `2026-05-03 14:22` as time of a zone. Null when it is no time. */
export function instantInZone(text: string, zone: string): Date | null {
	const local = readLocalTime(text);
	if (local === null) return null;
	const asUtc = new Date(`${local.replace(" ", "T")}Z`);
	if (zone === "UTC") return asUtc;
	// Twice: the first guess may sit on the other side of a clock change.
	let guess = asUtc;
	for (let turn = 0; turn < 2; turn++) {
		const { date, time } = timeParts(guess, zone);
		const off = new Date(`${date}T${time}Z`).getTime() - guess.getTime();
		guess = new Date(asUtc.getTime() - off);
	}
	return guess;
}

/** An instant as a field for times holds it, in `zone`, to the minute. */
export function fieldValue(instant: Date, zone: string): string {
	const { date, time } = timeParts(instant, zone);
	return `${date} ${time.slice(0, 5)}`;
}
