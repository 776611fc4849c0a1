import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Span, uncovered } from "./gaps";

const span = (from: number, to: number): Span => ({ from: new Date(from), to: new Date(to) });
const spans = fc.array(
	fc.tuple(fc.nat(40), fc.nat(10)).map(([from, length]) => span(from, from + length)),
	{ maxLength: 8 },
);

describe("time that no handover covers", () => {
	it("is exactly the time that is in no handover", () => {
		fc.assert(
			fc.property(fc.nat(20), fc.nat(30), spans, (start, length, covered) => {
				const whole = span(start, start + length);
				const gaps = uncovered(whole, covered);
				const inside = (at: number, list: readonly Span[]) =>
					list.filter(({ from, to }) => from.getTime() <= at && at < to.getTime()).length;
				for (let at = start; at < start + length; at++) {
					expect(inside(at, gaps)).toBe(inside(at, covered) === 0 ? 1 : 0);
				}
				for (const { from, to } of gaps) {
					expect(from < to).toBe(true);
					expect(from >= whole.from && to <= whole.to).toBe(true);
				}
			}),
		);
	});

	it("is all of the time without handovers, and none where two touch", () => {
		expect(uncovered(span(0, 10), [])).toEqual([span(0, 10)]);
		expect(uncovered(span(0, 10), [span(5, 12), span(-3, 5)])).toEqual([]);
		expect(uncovered(span(0, 10), [span(2, 4), span(6, 7)])).toEqual([span(0, 2), span(4, 6), span(7, 10)]);
	});
});
