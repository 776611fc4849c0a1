const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long something took, from milliseconds: `0.4 s`, `12 s`, `3 min 05 s`, `2 h 10 min`. */
export function durationText(ms: number): string {
	const length = Math.max(0, ms);
	if (length < 10 * SECOND) return `${(Math.floor(length / 100) / 10).toFixed(1)} s`;
	if (length < MINUTE) return `${Math.floor(length / SECOND)} s`;
	if (length < HOUR) {
		return `${Math.floor(length / MINUTE)} min ${pad(Math.floor((length % MINUTE) / SECOND))} s`;
	}
	return `${Math.floor(length / HOUR)} h ${pad(Math.floor((length % HOUR) / MINUTE))} min`;
}

function pad(value: number): string {
	return String(value).padStart(2, "0");
}

/** Steps of a relative time: up to `below`, in units of `unit`. */
const STEPS: readonly { below: number; unit: number; name: Intl.RelativeTimeFormatUnit }[] = [
	{ below: HOUR, unit: MINUTE, name: "minute" },
	{ below: DAY, unit: HOUR, name: "hour" },
	{ below: 60 * DAY, unit: DAY, name: "day" },
	{ below: 730 * DAY, unit: 30 * DAY, name: "month" },
	{ below: Number.POSITIVE_INFINITY, unit: 365 * DAY, name: "year" },
];
const words = new Intl.RelativeTimeFormat("en", { numeric: "always" });

/** How far an instant is from now, in words: `just now`, `3 hours ago`, `in 2 days`. */
export function relativeText(instant: Date, now: Date): string {
	const off = instant.getTime() - now.getTime();
	const far = Math.abs(off);
	if (far < MINUTE) return "just now";
	const step = STEPS.find(({ below }) => far < below);
	if (step === undefined) return "";
	// Downwards: what is 119 minutes old is an hour old, not two.
	return words.format(Math.sign(off) * Math.floor(far / step.unit), step.name);
}
