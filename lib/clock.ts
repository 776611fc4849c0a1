import { config } from "@/lib/config";

/** What time it is. Tests may let it run faster (TEST_CLOCK), in all processes alike; nothing else changes it. */
export function now(): Date {
	const { testClock } = config();
	if (testClock === undefined) return new Date();
	const { since, rate } = testClock;
	return new Date(since.getTime() + (Date.now() - since.getTime()) * rate);
}

/** Milliseconds to really wait so that `ms` pass on that clock. */
export function waitFor(ms: number): number {
	return Math.max(1, ms / (config().testClock?.rate ?? 1));
}
