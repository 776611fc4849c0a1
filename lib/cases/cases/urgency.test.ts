import { expect, it } from "vitest";
import type { ClockDto } from "@/lib/cases/deadlines/schema";
import { byDue, byUrgency, pressingClock } from "./urgency";

const clock = (target: ClockDto["target"], day: number, state: ClockDto["state"]): ClockDto => ({
	target,
	dueAt: new Date(Date.UTC(2026, 0, day)).toISOString(),
	state,
});

it("the most urgent deadline is the earliest that is not met or missed", () => {
	const [contain, resolve] = [clock("contain", 2, "running"), clock("resolve", 3, "running")];
	expect(pressingClock([clock("acknowledge", 1, "late"), contain, resolve])).toMatchObject({ state: "late" });
	expect(pressingClock([clock("acknowledge", 1, "met"), contain, resolve])).toEqual(contain);
	expect(pressingClock([clock("acknowledge", 1, "missed"), resolve])).toEqual(resolve);
	expect(pressingClock([clock("resolve", 1, "met")])).toBeNull();
	expect(pressingClock([])).toBeNull();
});

it("cases are ordered by severity, then by deadline, then by age", () => {
	const cases = [
		{ number: 1, severity: "low", clocks: [clock("contain", 1, "late")] },
		{ number: 2, severity: "high", clocks: [] },
		{ number: 3, severity: "high", clocks: [clock("contain", 5, "running")] },
		{ number: 4, severity: "high", clocks: [clock("contain", 4, "paused")] },
		{ number: 5, severity: "informational", clocks: [] },
		{ number: 6, severity: "high", clocks: [] },
	] as const;
	expect(cases.toSorted(byUrgency).map(({ number }) => number)).toEqual([4, 3, 2, 6, 1, 5]);
});

it("a case that is never due comes last", () => {
	expect([null, "2026-01-02T00:00:00Z", null, "2026-01-01T00:00:00.5Z"].toSorted(byDue)).toEqual([
		"2026-01-01T00:00:00.5Z",
		"2026-01-02T00:00:00Z",
		null,
		null,
	]);
});
