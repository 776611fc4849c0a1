import { expect, it } from "vitest";
import type { WorkAnswer } from "@/lib/insights/work/work-answers";
import { nearness, workSummary } from "./due";

it("says how soon something is due", () => {
	const now = new Date("2026-01-02T12:00:00Z");
	expect(nearness(null, now)).toBe("none");
	expect(nearness("2026-01-02T11:59:59.999Z", now)).toBe("overdue");
	expect(nearness("2026-01-02T12:00:00Z", now)).toBe("soon");
	expect(nearness("2026-01-03T11:59:59Z", now)).toBe("soon");
	expect(nearness("2026-01-03T12:00:00Z", now)).toBe("later");
});

it("counts the deadlines of the person's cases as due, also where a date was set by hand", () => {
	const now = new Date("2026-01-02T12:00:00Z");
	const clock = (target: string, dueAt: string, state: string) => ({ target, dueAt, state });
	const of = (...clocks: unknown[]) => ({ dueAt: null, clocks });
	const work = {
		actions: [{ dueAt: "2026-01-02T11:00:00Z" }],
		tasks: [{ dueAt: null }],
		cases: [
			of(
				clock("acknowledge", "2026-01-02T10:00:00Z", "met"),
				clock("contain", "2026-01-02T15:00:00Z", "running"),
			),
			of(
				clock("acknowledge", "2026-01-02T11:59:00Z", "late"),
				clock("contain", "2026-01-02T15:00:00Z", "running"),
			),
			of(clock("contain", "2026-01-02T15:00:00Z", "paused")),
			of(clock("resolve", "2026-01-09T15:00:00Z", "running")),
			of(),
		],
		unassigned: { count: 9, overdue: 3, soon: 2, items: [] },
	} as unknown as WorkAnswer;
	expect(workSummary(work, now)).toMatchObject({
		mine: { overdue: 2, soon: 1 },
		unassigned: { overdue: 3, soon: 2 },
	});
});
