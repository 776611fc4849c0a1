import { describe, expect, it } from "vitest";
import { calendarDays, isDate, stepped } from "./calendar-days";

describe("the days of a calendar", () => {
	it("are whole weeks from Monday on around the month", () => {
		const days = calendarDays("month", "2026-11-27", "UTC");
		expect(days[0]).toMatchObject({ date: "2026-10-26", inside: false });
		expect(days.at(-1)?.date).toBe("2026-12-06");
		expect(days.filter(({ inside }) => inside)).toHaveLength(30);
	});

	it("follow each other without a gap, also in zones with daylight saving time", () => {
		for (const zone of ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]) {
			for (const month of ["2026-03-01", "2026-10-01", "2026-11-01"]) {
				const days = calendarDays("month", month, zone);
				expect(days.length % 7).toBe(0);
				for (const [index, day] of days.entries()) {
					const hours = (day.to.getTime() - day.from.getTime()) / 3_600_000;
					expect(hours).toBeGreaterThan(22);
					expect(hours).toBeLessThan(26);
					if (index > 0) expect(day.from).toEqual(days[index - 1]?.to);
				}
			}
		}
	});

	it("are seven in a week, and paging moves by the span", () => {
		expect(calendarDays("week", "2026-11-29", "UTC").map(({ date }) => date)).toEqual([
			"2026-11-23",
			"2026-11-24",
			"2026-11-25",
			"2026-11-26",
			"2026-11-27",
			"2026-11-28",
			"2026-11-29",
		]);
		expect(stepped("week", "2026-12-30", 1)).toBe("2027-01-06");
		expect(stepped("month", "2026-01-31", 1)).toBe("2026-02-01");
		expect(stepped("month", "2026-01-31", -1)).toBe("2025-12-01");
		expect(["2026-02-30", "x", "1999-01-01"].map(isDate)).toEqual([true, false, false]);
	});
});
