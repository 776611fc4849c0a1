import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FairLine } from "./fair-line";

const waiting = (...owners: string[]) => owners.map((owner, at) => ({ owner, at }));

describe("FairLine", () => {
	it("serves an owner with no place before one with a place", () => {
		expect(new FairLine(3).next(waiting("a", "a", "b"), ["a"])).toEqual({ owner: "b", at: 2 });
	});
	it("does not give the last of three places to an owner who has one", () => {
		const line = new FairLine(3);
		expect(line.next(waiting("a"), ["a"])).toEqual({ owner: "a", at: 0 });
		expect(line.next(waiting("a"), ["a", "a"])).toBeUndefined();
		expect(line.next(waiting("a", "b"), ["a", "b"])).toBeUndefined();
		expect(line.next(waiting("a", "c"), ["a", "b"])).toEqual({ owner: "c", at: 1 });
		expect(line.next(waiting("c"), ["a", "b", "a"])).toBeUndefined();
	});
	it("serves the owner served longest ago first, then in order of arrival", () => {
		const line = new FairLine(1);
		line.serve("a");
		line.serve("b");
		expect(line.next(waiting("b", "a"), [])?.owner).toBe("a");
		line.serve("a");
		expect(line.next(waiting("a", "b", "b"), [])).toEqual({ owner: "b", at: 1 });
		expect(line.next(waiting("a", "c", "b"), [])?.owner).toBe("c");
	});
	it("lets one owner use both of two places", () => {
		expect(new FairLine(2).next(waiting("a"), ["a"])?.owner).toBe("a");
	});
	it("always has a place for a new owner, whatever was requested before", () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 3, max: 8 }),
				fc.array(fc.constantFrom("a", "b"), { maxLength: 30 }),
				(places, asked) => {
					const line = new FairLine(places);
					const holding: string[] = [];
					const left = waiting(...asked);
					for (let next = line.next(left, holding); next; next = line.next(left, holding)) {
						line.serve(next.owner);
						holding.push(next.owner);
						left.splice(left.indexOf(next), 1);
					}
					expect(line.next([...left, ...waiting("new")], holding)?.owner).toBe("new");
				},
			),
		);
	});
});
