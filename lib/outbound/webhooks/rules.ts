/** Where a webhook may go, how often it is tried, and when it is given up. */

export const SHAPES = ["json", "teams", "slack"] as const;
export type Shape = (typeof SHAPES)[number];

export const NAME_LIMIT = 80;
export const URL_LIMIT = 2_000;
/** Webhooks there may be. */
export const WEBHOOK_LIMIT = 50;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A receiver answers within this, or the attempt has failed; in milliseconds. */
export const TIMEOUT_MS = 10 * SECOND;
/** Bytes of an answer that are read and kept. */
export const ANSWER_LIMIT = 4_096;
/** Both secrets sign for this long after a rotation. */
export const OVERLAP_MS = DAY;
/** A webhook for which nothing has succeeded for this long is paused. */
export const PATIENCE_MS = 5 * DAY;
/** Deliveries are kept for this long. */
export const RETENTION_MS = 30 * DAY;

const FIRST_DELAY = 15 * SECOND;
const FACTOR = 3;
const LAST_DELAY = 6 * HOUR;
/** A delay is this much longer or shorter at random, so that receivers do not get everything at once. */
const JITTER = 0.2;

/**
 * Milliseconds to wait after `tries` failed attempts: 15 s, then three times longer each time, at most six hours,
 * each ± 20 %. Eleven attempts take 22.5 hours.
 * @param random from 0 up to 1
 */
export function retryDelayMs(tries: number, random: number): number {
	const delay = Math.min(FIRST_DELAY * FACTOR ** Math.max(0, tries - 1), LAST_DELAY);
	return Math.round(delay * (1 + JITTER * (2 * random - 1)));
}

/** What came of one request. */
export interface Answer {
	/** Null when none came. */
	readonly status: number | null;
	/** What went wrong, as a person reads it; null for a 2xx. */
	readonly problem: string | null;
	/** What the receiver asks for with 429 or 503. */
	readonly retryAfterSeconds: number | null;
}

export interface Standing {
	/** Attempts before this one, in this round. */
	readonly tries: number;
	/** Attempts there may be. */
	readonly limit: number;
	readonly test: boolean;
	readonly failingSince: Date | null;
}

export interface Settlement {
	readonly status: "pending" | "delivered" | "dead";
	/** Null once settled. */
	readonly nextAttemptAt: Date | null;
	/** Of the webhook. */
	readonly failingSince: Date | null;
	/** What happens to the webhook. */
	readonly stop: "pause" | "disable" | null;
}

/**
 * What an answer means. Any 2xx is a success; everything else is tried again, but for 410 Gone, with which a
 * receiver says that it wants nothing more. A test is tried once, and its failure says nothing of the webhook.
 */
export function settle(standing: Standing, answer: Answer, now: Date, random: number): Settlement {
	const { tries, limit, test, failingSince } = standing;
	if (answer.status !== null && answer.status >= 200 && answer.status < 300) {
		return { status: "delivered", nextAttemptAt: null, failingSince: null, stop: null };
	}
	if (test) return { status: "dead", nextAttemptAt: null, failingSince, stop: null };
	const since = failingSince ?? now;
	if (answer.status === 410) {
		return { status: "dead", nextAttemptAt: null, failingSince: since, stop: "disable" };
	}
	const stop = now.getTime() - since.getTime() >= PATIENCE_MS ? "pause" : null;
	const made = tries + 1;
	if (made >= limit) return { status: "dead", nextAttemptAt: null, failingSince: since, stop };
	const asked = Math.min((answer.retryAfterSeconds ?? 0) * SECOND, LAST_DELAY);
	const wait = Math.max(retryDelayMs(made, random), asked);
	return {
		status: "pending",
		nextAttemptAt: new Date(now.getTime() + wait),
		failingSince: since,
		stop,
	};
}

/** Seconds of a Retry-After header, which holds seconds or an HTTP date; null when it holds neither. */
export function retryAfterSeconds(header: string | undefined, now: Date): number | null {
	if (header === undefined) return null;
	if (/^\d{1,9}$/.test(header.trim())) return Number(header);
	const at = Date.parse(header);
	return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now.getTime()) / SECOND));
}

const PORTS = new Set(["", "443", "8443"]);

/** Whether configuration lets this URL leave the public, encrypted web: by host, or by host and port. */
export function isAllowedHost(url: URL, allowedHosts: readonly string[]): boolean {
	const host = url.hostname.toLowerCase();
	const port = url.port || (url.protocol === "http:" ? "80" : "443");
	return allowedHosts.includes(host) || allowedHosts.includes(`${host}:${port}`);
}

/** What speaks against a URL as the place of a webhook, or null. Says nothing of the address behind its name. */
export function urlProblem(text: string, allowedHosts: readonly string[]): string | null {
	if (text.length > URL_LIMIT) return `At most ${URL_LIMIT.toLocaleString("en")} characters.`;
	const url = URL.canParse(text) ? new URL(text) : null;
	if (url === null || url.hostname === "" || !["https:", "http:"].includes(url.protocol)) {
		return "Write a whole URL, such as https://example.com/hook.";
	}
	if (url.username !== "" || url.password !== "") return "Leave the user name and password out.";
	if (isAllowedHost(url, allowedHosts)) return null;
	if (url.protocol !== "https:") return "Only https, unless WEBHOOK_ALLOWED_HOSTS names the host.";
	if (!PORTS.has(url.port)) {
		return "Only port 443 or 8443, unless WEBHOOK_ALLOWED_HOSTS names host and port.";
	}
	return null;
}

/** A webhook's URL without what may be a credential in it: for the audit and the log. */
export function maskedUrl(text: string): string {
	const url = URL.canParse(text) ? new URL(text) : null;
	if (url === null) return "…";
	return `${url.origin}${url.pathname === "/" && url.search === "" ? "/" : "/…"}`;
}

// C0 and C1 controls, zero-width and bidirectional formatting characters.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these must not reach anybody's screen
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g;

/** Somebody else's text on one line, without what hides or turns characters around, cut to `most` characters. */
export function oneLine(text: string, most: number): string {
	const line = text.replace(UNSAFE, " ").trim();
	const letters = [...line];
	return letters.length <= most ? line : `${letters.slice(0, most - 1).join("")}…`;
}
