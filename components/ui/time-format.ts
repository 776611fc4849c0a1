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

/** Reads `2026-05-03T14:22` (a datetime-local value) as time of a zone. Null when it is no time. */
export function instantInZone(local: string, zone: string): Date | null {
	const asUtc = new Date(`${local}Z`);
	if (Number.isNaN(asUtc.getTime())) return null;
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

/** An instant as a datetime-local field holds it, in `zone`, to the minute. */
export function fieldValue(instant: Date, zone: string): string {
	const { date, time } = timeParts(instant, zone);
	return `${date}T${time.slice(0, 5)}`;
}
