/** Whether this machine's clock and the sign-in provider's agree; sign-ins fail beyond the library's tolerance. */

/** Seconds that openid-client lets the clocks differ when it looks at a token's times. */
export const CLOCK_TOLERANCE_S = 30;

/** Seconds by which the provider's clock is ahead of this machine's; negative: behind. */
export type ClockDifference = number;

/** "45 seconds behind the sign-in provider's": what this server's clock is. */
export function clockText(difference: ClockDifference): string {
	return `${durationText(Math.abs(difference))} ${difference > 0 ? "behind" : "ahead of"} the sign-in provider’s`;
}

/** What the error of a sign-in comes from, for who has to mend it. */
export type ProviderTrouble =
	| { readonly kind: "clock"; readonly difference: ClockDifference }
	/** The provider's certificate is not valid at this machine's time. */
	| { readonly kind: "certificate" }
	| { readonly kind: "down" };

const NOT_NOW = new Set(["CERT_NOT_YET_VALID", "CERT_HAS_EXPIRED"]);

/** Looks through an error and its causes. */
export function troubleOf(error: unknown): ProviderTrouble {
	for (let at: unknown = error, depth = 0; at instanceof Error && depth < 10; at = at.cause, depth++) {
		const { code } = at as NodeJS.ErrnoException;
		if (code !== undefined && NOT_NOW.has(code)) return { kind: "certificate" };
		const difference = tokenDifference(at.cause);
		if (code === "OAUTH_JWT_TIMESTAMP_CHECK_FAILED" && difference !== null)
			return { kind: "clock", difference };
	}
	return { kind: "down" };
}

/**
 * Of the details of a refused token, which was issued moments ago: its times against the machine's. Null when they
 * are close enough, so that something else is wrong with it.
 */
function tokenDifference(details: unknown): ClockDifference | null {
	if (typeof details !== "object" || details === null || !("claims" in details) || !("now" in details))
		return null;
	const { claims, now } = details as { claims: Readonly<Record<string, unknown>>; now: unknown };
	const issued = [claims.iat, claims.nbf].filter((time) => typeof time === "number");
	if (typeof now !== "number" || issued.length === 0) return null;
	const differences = issued.map((time) => Math.round(time - now));
	return differences.find((seconds) => Math.abs(seconds) > CLOCK_TOLERANCE_S) ?? null;
}

/**
 * The difference by the Date header of an answer, in whole seconds; null without one. A cache's Age is added.
 * @param sent and received in milliseconds since 1970, as this machine has them
 */
export function headerDifference(headers: Headers, sent: number, received: number): ClockDifference | null {
	const date = Date.parse(headers.get("date") ?? "");
	if (Number.isNaN(date)) return null;
	const age = Number(headers.get("age") ?? 0);
	const theirs = date + (Number.isFinite(age) ? age * 1_000 : 0);
	// The header has whole seconds: half of one on the average is cut off.
	return Math.round((theirs + 500 - (sent + received) / 2) / 1_000);
}

/** "45 seconds", "3 minutes", "2 hours", "40 days". */
function durationText(seconds: number): string {
	for (const [unit, size] of [
		["day", 86_400],
		["hour", 3_600],
		["minute", 60],
	] as const) {
		if (seconds >= 2 * size) return `${Math.round(seconds / size)} ${unit}s`;
	}
	return `${seconds} ${seconds === 1 ? "second" : "seconds"}`;
}

interface Refusal {
	readonly at: number;
	readonly difference: ClockDifference;
}

/** Next's bundle has its own copy of this module; they share what the last sign-in showed. */
const shared = Symbol.for("afterclick.providerClock");
type Shared = { [shared]?: Refusal | undefined };

/** Keeps for Health that a sign-in failed because of the clocks; null: one has succeeded since. */
export function noteClockRefusal(difference: ClockDifference | null): void {
	(globalThis as Shared)[shared] = difference === null ? undefined : { at: Date.now(), difference };
}

/** The last sign-in through this process, when it failed because of the clocks. */
export function lastClockRefusal(): Refusal | undefined {
	return (globalThis as Shared)[shared];
}
