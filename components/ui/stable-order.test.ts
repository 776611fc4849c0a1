import { describe, expect, it } from "vitest";
import { stableOrder } from "./stable-order";

describe("stableOrder", () => {
	it("keeps every choice in its place when one is chosen and the counts change", () => {
		expect(stableOrder(["ada", "bo", "cy"], ["cy", "ada", "bo"])).toEqual(["ada", "bo", "cy"]);
	});
	it("adds new values at the end and keeps removed ones, so that nothing moves", () => {
		expect(stableOrder(["ada", "bo", "cy"], ["new", "cy", "bo"])).toEqual(["ada", "bo", "cy", "new"]);
	});
	it("returns the same list while nothing is new", () => {
		const shown = ["ada", "bo"];
		expect(stableOrder(shown, ["bo"])).toBe(shown);
	});
});
