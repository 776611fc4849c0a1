import { describe, expect, it } from "vitest";
import { type ClockedCase, caseClocks, openSpans } from "./calendar";
import { clocks, DEFAULT_PLAN, type Plan, planProblem, usedUp, without } from "./rules";

const at = (iso: string) => new Date(iso);
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 16);
const berlin: Plan = { ...DEFAULT_PLAN, timeZone: "Europe/Berlin", always: [] };
const first = (plan: Plan, from: string, count: number) => {
	const spans = [];
	for (const span of openSpans(plan, "medium", at(from).getTime())) {
		spans.push(span.map(iso).join(" "));
		if (spans.length === count) break;
	}
	return spans;
};

describe("open hours", () => {
	it("follow the time zone, and start with the rest of today", () => {
		// Friday, then Monday. 08:00 to 18:00 in Berlin, in winter.
		expect(first(berlin, "2026-01-09T12:00:00Z", 2)).toEqual([
			"2026-01-09T12:00 2026-01-09T17:00",
			"2026-01-12T07:00 2026-01-12T17:00",
		]);
		expect(first(berlin, "2026-01-10T12:00:00Z", 1)).toEqual(["2026-01-12T07:00 2026-01-12T17:00"]);
	});

	it("move with daylight saving, and leave holidays out", () => {
		expect(first({ ...berlin, holidays: ["2026-03-30"] }, "2026-03-27T08:00:00Z", 2)).toEqual([
			"2026-03-27T08:00 2026-03-27T17:00",
			"2026-03-31T06:00 2026-03-31T16:00",
		]);
	});

	it("of a whole day are 23 or 25 hours on the day the clock changes", () => {
		const allDay = { ...berlin, hours: Array.from({ length: 7 }, () => ({ from: 0, to: 1440 })) };
		expect(first(allDay, "2026-03-28T23:00:00Z", 1)).toEqual(["2026-03-28T23:00 2026-03-29T22:00"]);
		expect(first(allDay, "2026-10-24T22:00:00Z", 1)).toEqual(["2026-10-24T22:00 2026-10-25T23:00"]);
	});

	it("that start in the hour the clock skips start after the skip", () => {
		const night = { ...berlin, hours: Array.from({ length: 7 }, () => ({ from: 150, to: 240 })) };
		expect(first(night, "2026-03-29T00:00:00Z", 1)).toEqual(["2026-03-29T01:30 2026-03-29T02:00"]);
	});

	it("are all hours for a team that is always on", () => {
		const [span] = openSpans(DEFAULT_PLAN, "high", 1_000);
		expect(span?.[0]).toBe(1_000);
	});
});

describe("a budget of time", () => {
	it("is used up within the spans, and not within pauses", () => {
		const spans = [
			[0, 10],
			[20, 30],
		] as const;
		expect(usedUp(spans, 10)).toBe(10);
		expect(usedUp(spans, 11)).toBe(21);
		expect(usedUp(spans, 21)).toBeNull();
		expect([...without(spans, [[5, 22]])]).toEqual([
			[0, 5],
			[22, 30],
		]);
		expect([
			...without(spans, [
				[-5, 3],
				[8, 9],
				[25, 99],
			]),
		]).toEqual([
			[3, 8],
			[9, 10],
			[20, 25],
		]);
		expect([...without(spans, [[0, 100]])]).toEqual([]);
	});
});

describe("the clocks of a case", () => {
	const times = { acknowledge: null, contain: null, resolve: null, closed: null };
	const due = { acknowledge: 10, contain: 20, resolve: null };
	const states = (over: Partial<typeof times> | object, now: number, paused = false) =>
		clocks(due, { ...times, ...over }, paused, now).map(({ state }) => state);

	it("run, pause, are late, met or missed; a target without a deadline has none", () => {
		expect(states({}, 5)).toEqual(["running", "running"]);
		expect(states({}, 5, true)).toEqual(["paused", "paused"]);
		expect(states({}, 10)).toEqual(["late", "running"]);
		expect(states({ acknowledge: 10 }, 15)).toEqual(["met", "running"]);
		expect(states({ acknowledge: 11 }, 15)).toEqual(["missed", "running"]);
	});

	it("count a later step as meeting the earlier ones", () => {
		expect(states({ resolve: 9 }, 50)).toEqual(["met", "met"]);
		expect(states({ closed: 15 }, 50)).toEqual(["missed", "met"]);
	});

	const of: ClockedCase = {
		severity: "medium",
		createdAt: at("2026-01-09T12:00:00Z"),
		acknowledgedAt: null,
		containedAt: null,
		resolvedAt: null,
		closedAt: null,
		dueAt: null,
		waitingSince: null,
		waited: [],
	};
	const dueOf = (over: Partial<ClockedCase>, now = at("2026-01-09T12:30:00Z"), plan = berlin) =>
		caseClocks(plan, { ...of, ...over }, now).map((clock) => iso(clock.due));

	it("are due after so many open minutes", () => {
		// 2 h on Friday; 10 h: 5 h on Friday and 5 h on Monday; 30 h: until Wednesday.
		expect(dueOf({})).toEqual(["2026-01-09T14:00", "2026-01-12T12:00", "2026-01-14T12:00"]);
	});

	it("pause while the case waits for an answer, if the plan says so", () => {
		const waited = [[at("2026-01-09T12:30:00Z").getTime(), at("2026-01-09T13:30:00Z").getTime()]] as const;
		expect(dueOf({ waited })[0]).toBe("2026-01-09T15:00");
		const waitingSince = at("2026-01-09T12:30:00Z");
		expect(dueOf({ waitingSince }, at("2026-01-09T16:00:00Z"))[0]).toBe("2026-01-12T07:30");
		expect(caseClocks(berlin, { ...of, waitingSince }, at("2026-01-09T16:00:00Z"))[0]?.state).toBe("paused");
		const plan = { ...berlin, pauseWaiting: false };
		expect(dueOf({ waitingSince, waited }, at("2026-01-09T16:00:00Z"), plan)[0]).toBe("2026-01-09T14:00");
	});

	it("use a due time set by a person for the last target", () => {
		expect(dueOf({ dueAt: at("2026-01-10T09:00:00Z") })[2]).toBe("2026-01-10T09:00");
	});
});

it("a plan needs hours that end after they begin, and targets in order", () => {
	expect(planProblem(DEFAULT_PLAN)).toBeNull();
	const hours = [...DEFAULT_PLAN.hours];
	hours[2] = { from: 600, to: 600 };
	expect(planProblem({ ...DEFAULT_PLAN, hours })?.field).toBe("hours.2");
	expect(planProblem({ ...DEFAULT_PLAN, hours: Array(7).fill(null) })?.field).toBe("hours.0");
	const targets = { ...DEFAULT_PLAN.targets, low: { acknowledge: 20, contain: 10, resolve: null } };
	expect(planProblem({ ...DEFAULT_PLAN, targets })?.field).toBe("targets.low");
});
