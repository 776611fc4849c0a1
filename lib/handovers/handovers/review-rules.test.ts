import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CARRIED_TOO_LONG, difference, isCarriedTooLong, timesCarried } from "./review-rules";

const keys = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 12 });
const items = keys.map((list) => list.map((key) => ({ key })));
const keysOf = (list: readonly { key: string }[]) => list.map(({ key }) => key);

describe("the difference of two handovers", () => {
	it("puts every item of both into exactly one part", () => {
		fc.assert(
			fc.property(items, items, (before, now) => {
				const { fresh, resolved, carried } = difference(before, now);
				const parts = [...keysOf(fresh), ...keysOf(resolved), ...keysOf(carried)];
				expect(new Set(parts).size).toBe(parts.length);
				expect(new Set(parts)).toEqual(new Set([...keysOf(before), ...keysOf(now)]));
				expect([...keysOf(fresh), ...keysOf(carried)].sort()).toEqual(keysOf(now).sort());
				expect([...keysOf(resolved), ...keysOf(carried)].sort()).toEqual(keysOf(before).sort());
			}),
		);
	});

	it("keeps the order, and uses the current version of items in both", () => {
		const before = [
			{ key: "a", title: "old" },
			{ key: "b", title: "old" },
		];
		const now = [
			{ key: "c", title: "new" },
			{ key: "a", title: "new" },
		];
		expect(difference(before, now)).toEqual({
			fresh: [{ key: "c", title: "new" }],
			resolved: [{ key: "b", title: "old" }],
			carried: [{ key: "a", title: "new" }],
		});
	});

	it("is empty for a handover and itself, and everything for the first one", () => {
		const all = [{ key: "a" }, { key: "b" }];
		expect(difference(all, all)).toEqual({ fresh: [], resolved: [], carried: all });
		expect(difference([], all)).toEqual({ fresh: all, resolved: [], carried: [] });
	});
});

describe("how often an item was carried over", () => {
	it("counts the handovers in a row before this one", () => {
		const times = timesCarried([["a", "b", "c"], ["a", "b"], ["a", "c"], ["a"]]);
		expect(Object.fromEntries(times)).toEqual({ a: 3, b: 1, c: 0 });
	});

	it("starts again for an item that was absent in between", () => {
		expect(timesCarried([["a"], [], ["a"], ["a"]]).get("a")).toBe(0);
	});

	it("agrees with the difference: carried items have a count, new ones have none", () => {
		fc.assert(
			fc.property(fc.array(keys, { minLength: 2, maxLength: 6 }), (chain) => {
				const [now = [], before = []] = chain;
				const times = timesCarried(chain);
				const { fresh, carried } = difference(
					before.map((key) => ({ key })),
					now.map((key) => ({ key })),
				);
				expect([...times.keys()].sort()).toEqual([...now].sort());
				for (const { key } of fresh) expect(times.get(key)).toBe(0);
				for (const { key } of carried) {
					const runs = chain.findIndex((handover) => !handover.includes(key));
					expect(times.get(key)).toBe((runs === -1 ? chain.length : runs) - 1);
				}
			}),
		);
	});

	it("is highlighted from three times on", () => {
		expect(CARRIED_TOO_LONG).toBe(3);
		expect([2, 3, 4].map(isCarriedTooLong)).toEqual([false, true, true]);
	});
});
