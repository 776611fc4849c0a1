import { describe, expect, it } from "vitest";
import { durationText, relativeText } from "./duration";

describe("durationText", () => {
	it.each([
		[-5, "0.0 s"],
		[449, "0.4 s"],
		[9_999, "9.9 s"],
		[10_000, "10 s"],
		[59_999, "59 s"],
		[185_000, "3 min 05 s"],
		[3_599_999, "59 min 59 s"],
		[7_800_000, "2 h 10 min"],
	])("%d ms is %s", (ms, text) => {
		expect(durationText(ms)).toBe(text);
	});
});

describe("relativeText", () => {
	const now = new Date("2026-05-03T12:00:00Z");
	it.each([
		["2026-05-03T11:59:30Z", "just now"],
		["2026-05-03T12:00:30Z", "just now"],
		["2026-05-03T11:59:00Z", "1 minute ago"],
		["2026-05-03T10:01:00Z", "1 hour ago"],
		["2026-05-03T09:00:00Z", "3 hours ago"],
		["2026-05-01T11:00:00Z", "2 days ago"],
		["2026-05-05T13:00:00Z", "in 2 days"],
		["2026-01-03T12:00:00Z", "4 months ago"],
		["2020-05-03T12:00:00Z", "6 years ago"],
	])("%s is %s", (instant, text) => {
		expect(relativeText(new Date(instant), now)).toBe(text);
	});
});
