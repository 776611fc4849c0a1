import { expect, it } from "vitest";
import { DEFAULT_PLAN } from "@/lib/cases/deadlines/rules";
import { planInput } from "@/lib/cases/deadlines/schema";
import { durationWords, fromDraft, hoursWords, readDuration, toDraft } from "./plan-draft";

it("reads a duration as people write it", () => {
	expect(["30 min", "90", "4 h", "2d", "1 h 30 min", "", "–"].map(readDuration)).toEqual([
		30,
		90,
		240,
		2880,
		90,
		null,
		null,
	]);
	expect(["soon", "4 weeks", "1.5 h"].map(readDuration)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
});

it("writes a duration that reads back as the same", () => {
	for (const minutes of [1, 59, 60, 90, 1440, 1501, 30 * 60, null]) {
		expect(readDuration(durationWords(minutes))).toBe(minutes);
		expect(readDuration(hoursWords(minutes))).toBe(minutes);
	}
});

it("turns a draft back into the plan it was made from", () => {
	const plan = planInput.parse({
		version: 3,
		...DEFAULT_PLAN,
		hours: [{ from: 0, to: 1440 }, ...DEFAULT_PLAN.hours.slice(1)],
		holidays: ["2026-12-25", "2026-12-26"],
	});
	expect(fromDraft(toDraft({ ...plan, updatedAt: null, updatedBy: null }), 3)).toEqual(plan);
});
