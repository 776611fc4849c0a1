import { describe, expect, it } from "vitest";
import { checkCron, MOST_MISSED, slotBefore, slotsAfter, slotsBetween } from "./cron";

const at = (text: string) => new Date(text);
const iso = (dates: readonly Date[]) => dates.map((date) => date.toISOString());

describe("a schedule", () => {
	it.each([
		["*/15 * * * *", "UTC"],
		["0 7 * * MON-FRI", "Europe/Berlin"],
		["30 2 1,15 JAN *", "America/New_York"],
	])("can be %s in %s", (cron, timeZone) => expect(() => checkCron({ cron, timeZone })).not.toThrow());

	it.each([
		["* * * * * *", "UTC", "cron"],
		["0 7 * *", "UTC", "cron"],
		["@daily", "UTC", "cron"],
		["H * * * *", "UTC", "cron"],
		["61 * * * *", "UTC", "cron"],
		["0 0 31 2 *", "UTC", "cron"],
		["0 0 L * *", "UTC", "cron"],
		["0 7 * * *", "Atlantis/Capital", "timeZone"],
		["0 7 * * *", "+02:00", "timeZone"],
	])("can't be %s in %s", (cron, timeZone, field) =>
		expect(() => checkCron({ cron, timeZone })).toThrow(
			expect.objectContaining({ code: "invalid_input", places: [expect.objectContaining({ field })] }),
		),
	);

	it("keeps its local time over the change to summer time and back", () => {
		const berlin = { cron: "0 7 * * *", timeZone: "Europe/Berlin" };
		expect(iso(slotsAfter(berlin, at("2026-03-27T12:00:00Z"), 3))).toEqual([
			"2026-03-28T06:00:00.000Z",
			"2026-03-29T05:00:00.000Z",
			"2026-03-30T05:00:00.000Z",
		]);
		expect(iso(slotsAfter(berlin, at("2026-10-24T12:00:00Z"), 2))).toEqual([
			"2026-10-25T06:00:00.000Z",
			"2026-10-26T06:00:00.000Z",
		]);
	});

	it("never has one slot twice, also in hours that a zone skips or repeats", () => {
		for (const day of ["2026-03-28T12:00:00Z", "2026-10-24T12:00:00Z"]) {
			const slots = slotsAfter({ cron: "*/30 * * * *", timeZone: "Europe/Berlin" }, at(day), 60);
			const gaps = slots.slice(1).map((slot, index) => slot.getTime() - Number(slots[index]));
			expect(Math.min(...gaps)).toBeGreaterThan(0);
			expect(new Set(iso(slots)).size).toBe(60);
		}
	});

	it("comes after an instant, and is before it or at it", () => {
		const hourly = { cron: "0 * * * *", timeZone: "UTC" };
		expect(iso(slotsAfter(hourly, at("2026-05-01T10:00:00Z"), 1))).toEqual(["2026-05-01T11:00:00.000Z"]);
		expect(slotBefore(hourly, at("2026-05-01T10:00:00Z"))).toEqual(at("2026-05-01T10:00:00Z"));
		expect(slotBefore(hourly, at("2026-05-01T10:59:59.999Z"))).toEqual(at("2026-05-01T10:00:00Z"));
	});

	it("counts what passed, up to a limit", () => {
		const hourly = { cron: "0 * * * *", timeZone: "UTC" };
		expect(slotsBetween(hourly, at("2026-05-01T10:00:00Z"), at("2026-05-01T10:00:00Z"))).toBe(0);
		expect(slotsBetween(hourly, at("2026-05-01T10:00:00Z"), at("2026-05-01T15:00:00Z"))).toBe(5);
		expect(slotsBetween(hourly, at("2020-01-01T00:00:00Z"), at("2026-01-01T00:00:00Z"))).toBe(MOST_MISSED);
	});
});
