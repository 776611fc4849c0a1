import { readFileSync } from "node:fs";
import { config } from "@/lib/platform/config/config";

/** How often a test's clock is looked at, in milliseconds. */
const TEST_INTERVAL_MS = 100;

/** What time it is. Tests may stop the clock and set it, for several processes at once; nothing else does. */
export function now(): Date {
	const { testClockFile } = config();
	return testClockFile === undefined ? new Date() : new Date(readFileSync(testClockFile, "utf8"));
}

/** Milliseconds between two looks at the clock: as given, but where a test moves it. */
export function lookEvery(ms: number): number {
	return config().testClockFile === undefined ? ms : TEST_INTERVAL_MS;
}
