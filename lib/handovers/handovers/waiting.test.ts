import { expect, it } from "vitest";
import { waitedText } from "./waiting";

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1_000).toISOString();

it.each([
	[0, "less than a minute"],
	[59, "less than a minute"],
	[60, "1 minute"],
	[21 * 60 + 59, "21 minutes"],
	[119 * 60, "1 hour"],
	[23 * 3_600 + 3_599, "23 hours"],
	[86_400, "1 day"],
	[10 * 86_400, "10 days"],
	[-5, "less than a minute"],
])("says how long something waited: %d s", (seconds, text) => {
	expect(waitedText(at(0), at(seconds))).toBe(text);
});
