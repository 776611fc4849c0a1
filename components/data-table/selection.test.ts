import { describe, expect, it } from "vitest";
import { extended, NOTHING_SELECTED, pruned, toggled } from "./selection";

const shown = ["a", "b", "c", "d", "e"];

describe("selection", () => {
	it("adds and removes one row without changing the set it was given", () => {
		const one = toggled(NOTHING_SELECTED, "b");
		expect([...one]).toEqual(["b"]);
		expect([...toggled(one, "b")]).toEqual([]);
		expect([...one]).toEqual(["b"]);
		expect(NOTHING_SELECTED.size).toBe(0);
	});

	it("extends from the anchor to the row in either direction, keeping what was selected", () => {
		expect([...extended(new Set(["e"]), shown, "b", "d")].sort()).toEqual(["b", "c", "d", "e"]);
		expect([...extended(NOTHING_SELECTED, shown, "d", "b")].sort()).toEqual(["b", "c", "d"]);
	});

	it("selects only the row when there is no anchor, or when it has left the list", () => {
		expect([...extended(NOTHING_SELECTED, shown, null, "c")]).toEqual(["c"]);
		expect([...extended(NOTHING_SELECTED, shown, "gone", "c")]).toEqual(["c"]);
	});

	it("changes nothing for a row that is not shown", () => {
		const selection = new Set(["a"]);
		expect(extended(selection, shown, "a", "gone")).toBe(selection);
	});

	it("drops rows that are no longer shown, and keeps the set when there are none", () => {
		const selection = new Set(["a", "gone"]);
		expect([...pruned(selection, shown)]).toEqual(["a"]);
		const kept = new Set(["a", "e"]);
		expect(pruned(kept, shown)).toBe(kept);
	});
});
