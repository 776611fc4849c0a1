import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SHIFT_DAYS } from "./shift-rules";
import { isTimeZone, type Plan, type PlannedShift, shiftAt, shiftsBetween } from "./shifts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (text: string) => Date.parse(text);
const shift = (name: string, start: string, days: PlannedShift["days"] = "every"): PlannedShift => ({
	name,
	start,
	days,
	team: "",
});
const three = [shift("Early", "06:00"), shift("Late", "14:00"), shift("Night", "22:00")];
const plan = (timeZone: string, shifts: readonly PlannedShift[] = three, validFrom = 0): Plan => ({
	validFrom,
	timeZone,
	shifts,
});

/** The clocks of 2026: the night before, from when on, and by how many hours the day is off 24. */
const CHANGES = [
	["Europe/Berlin", "2026-03-29T01:00:00Z", -1],
	["Europe/Berlin", "2026-10-25T01:00:00Z", 1],
	["America/New_York", "2026-03-08T07:00:00Z", -1],
	["America/New_York", "2026-11-01T06:00:00Z", 1],
	["Australia/Lord_Howe", "2026-04-04T15:00:00Z", 0.5],
	["Australia/Lord_Howe", "2026-10-03T15:30:00Z", -0.5],
] as const;

describe.each(CHANGES)("%s at %s", (timeZone, change, off) => {
	const moment = at(change);

	it("makes the shift of that night longer or shorter, and no other", () => {
		const lengths = shiftsBetween([plan(timeZone)], moment - 2 * DAY, moment + 2 * DAY).map((one) => ({
			hours: (one.to - one.from) / HOUR,
			changes: one.from <= moment && moment < one.to,
		}));
		for (const { hours, changes } of lengths) expect(hours).toBe(changes ? 8 + off : 8);
		expect(lengths.filter(({ changes }) => changes)).toHaveLength(1);
	});

	it("a day of one shift has as many hours as the day", () => {
		const day = shiftAt([plan(timeZone, [shift("Day", "00:00")])], moment);
		expect(((day?.to ?? 0) - (day?.from ?? 0)) / HOUR).toBe(24 + off);
	});

	// Minutes around the change come most often: what begins in the gap, or twice, begins there.
	const minutes = fc.integer({ min: 0, max: 24 * 60 - 1 });
	const start = fc
		.oneof(minutes, fc.integer({ min: 60, max: 200 }))
		.map((n) => `${String(Math.floor(n / 60)).padStart(2, "0")}:${String(n % 60).padStart(2, "0")}`);
	const shifts = fc
		.uniqueArray(start, { minLength: 1, maxLength: 6 })
		.chain((starts) =>
			fc.tuple(...starts.map((one) => fc.constantFrom(...SHIFT_DAYS).map((days) => shift(one, one, days)))),
		);
	const instant = fc.oneof(
		fc.integer({ min: moment - 9 * DAY, max: moment + 9 * DAY }),
		fc.integer({ min: moment - 3 * HOUR, max: moment + 3 * HOUR }),
	);

	it("every instant, so every finding, decision and case event, belongs to exactly one shift", () => {
		fc.assert(
			fc.property(shifts, fc.array(instant, { minLength: 1, maxLength: 10 }), (planned, instants) => {
				const plans = [plan(timeZone, planned)];
				const all = shiftsBetween(plans, moment - 10 * DAY, moment + 10 * DAY);
				for (const [index, one] of all.entries()) {
					expect(one.to).toBeGreaterThan(one.from);
					if (index > 0) expect(one.from).toBe(all[index - 1]?.to);
				}
				for (const one of instants) {
					const holding = all.filter(({ from, to }) => from <= one && one < to);
					expect(holding).toHaveLength(1);
					expect(shiftAt(plans, one)).toEqual(holding[0]);
				}
			}),
			{ numRuns: 40 },
		);
	});

	it("a later plan changes no earlier shift", () => {
		fc.assert(
			fc.property(shifts, shifts, instant, instant, (first, second, changed, one) => {
				const before = [plan(timeZone, first)];
				const after = [...before, plan("UTC", second, changed)];
				const was = shiftAt(before, one);
				const is = shiftAt(after, one);
				expect(is).not.toBeNull();
				if (one < changed) expect(is).toEqual({ ...was, to: Math.min(was?.to ?? 0, changed) });
				else expect(is?.from).toBeGreaterThanOrEqual(changed);
			}),
			{ numRuns: 40 },
		);
	});
});

describe("shiftAt", () => {
	it("starts a shift in the hour the clock skips at the skip, before one that starts after it", () => {
		// Berlin leaps from 02:00 to 03:00.
		const plans = [plan("Europe/Berlin", [shift("A", "00:00"), shift("B", "02:30"), shift("C", "03:15")])];
		const names = shiftsBetween(plans, at("2026-03-28T23:00:00Z"), at("2026-03-29T02:00:00Z"));
		expect(names.map(({ name, from }) => [name, new Date(from).toISOString()])).toEqual([
			["A", "2026-03-28T23:00:00.000Z"],
			["B", "2026-03-29T01:00:00.000Z"],
			["C", "2026-03-29T01:15:00.000Z"],
		]);
	});

	it("starts a shift in a repeated hour at the first one", () => {
		const plans = [plan("Europe/Berlin", [shift("A", "00:00"), shift("B", "02:30")])];
		expect(shiftAt(plans, at("2026-10-25T00:29:59Z"))?.name).toBe("A");
		expect(shiftAt(plans, at("2026-10-25T00:30:00Z"))?.name).toBe("B");
		expect(shiftAt(plans, at("2026-10-25T01:10:00Z"))?.name).toBe("B");
	});

	it("continues over days on which no shift starts", () => {
		const plans = [plan("UTC", [shift("Office", "08:00", "weekdays"), shift("Off", "17:00", "weekdays")])];
		const weekend = shiftAt(plans, at("2026-05-03T12:00:00Z"));
		expect(weekend).toMatchObject({
			name: "Off",
			from: at("2026-05-01T17:00:00Z"),
			to: at("2026-05-04T08:00:00Z"),
		});
	});

	it("is null before the first plan and where no shift is planned", () => {
		const plans = [
			plan("UTC", three, at("2026-05-01T00:00:00Z")),
			plan("UTC", [], at("2026-06-01T00:00:00Z")),
		];
		expect(shiftAt([], 0)).toBeNull();
		expect(shiftAt(plans, at("2026-04-30T23:59:59Z"))).toBeNull();
		expect(shiftAt(plans, at("2026-05-01T00:00:00Z"))).toMatchObject({
			name: "Night",
			from: at("2026-05-01T00:00:00Z"),
		});
		expect(shiftAt(plans, at("2026-06-01T00:00:00Z"))).toBeNull();
		expect(shiftsBetween(plans, 0, at("2026-07-01T00:00:00Z")).at(-1)?.to).toBe(at("2026-06-01T00:00:00Z"));
	});
});

it("accepts zones only by their IANA name", () => {
	expect(["UTC", "Europe/Berlin", "Australia/Lord_Howe"].filter(isTimeZone)).toHaveLength(3);
	expect(["", "Mars/Base", "+02:00", "-05"].filter(isTimeZone)).toEqual([]);
});
