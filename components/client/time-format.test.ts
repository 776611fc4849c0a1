import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { fieldValue, instantInZone, readClockTime, readLocalTime } from "./time-format";

describe("a date and a time as they are typed", () => {
	it.each([
		["2026-05-03 14:22", "2026-05-03 14:22"],
		["2026-05-03T14:22", "2026-05-03 14:22"],
		[" 2026-5-3  9:05 ", "2026-05-03 09:05"],
		["2028-02-29 00:00", "2028-02-29 00:00"],
	])("%s is read as %s", (typed, read) => expect(readLocalTime(typed)).toBe(read));

	it.each([
		"",
		"1",
		"tomorrow",
		"2026-05-03",
		"2026-02-29 10:00",
		"2026-13-01 10:00",
		"2026-05-03 24:00",
		"2026-05-03 10:60",
	])("rejects “%s” as a time, in every zone", (typed) => {
		expect(readLocalTime(typed)).toBeNull();
		for (const zone of ["UTC", "Europe/Berlin"]) expect(instantInZone(typed, zone)).toBeNull();
	});

	it.each(["05/03/2026 02:22 PM", "3.5.2026 14:22", "2026-05-03 2:22 pm"])("%s is not guessed at", (typed) =>
		expect(readLocalTime(typed)).toBeNull(),
	);

	it("reads back as it was shown", () => {
		const instant = new Date("2026-07-01T22:30:00Z");
		for (const zone of ["UTC", "Europe/Berlin", "Asia/Kolkata"]) {
			expect(instantInZone(fieldValue(instant, zone), zone)).toEqual(instant);
		}
	});
});

it("reads a time of day of 24 hours", () => {
	expect(["9:05", "09:05", "23:59"].map(readClockTime)).toEqual(["09:05", "09:05", "23:59"]);
	expect(["24:00", "9", "9:5", "9:05 pm", "0905", ""].map(readClockTime)).toEqual(Array(6).fill(null));
});

it("no field leaves the format of a time to the browser", () => {
	const files = ["components", "app"].flatMap((root) =>
		readdirSync(root, { recursive: true, encoding: "utf8" }).map((name) => path.join(root, name)),
	);
	const native = files.filter(
		(name) =>
			name.endsWith(".tsx") &&
			/type="(?:date|time|datetime-local|month|week)"/.test(readFileSync(name, "utf8")),
	);
	expect(native).toEqual([]);
});
