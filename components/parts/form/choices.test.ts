import { describe, expect, it } from "vitest";
import { isNothing, withAll, withOption } from "./choices";

describe("choices", () => {
	it("are none after All is unticked, which is not the same as all", () => {
		expect(withAll(true)).toBe("all");
		expect(withAll(false)).toEqual([]);
		expect(isNothing(withAll(false))).toBe(true);
		expect(isNothing("all")).toBe(false);
	});

	it("are ticked one by one, down to none", () => {
		const options = ["a", "b", "c"];
		expect(withOption([], "b", true, options)).toEqual(["b"]);
		expect(withOption(["b"], "a", true, options)).toEqual(["a", "b"]);
		expect(withOption(["b"], "b", false, options)).toEqual([]);
		expect(withOption("all", "b", false, options)).toEqual(["a", "c"]);
		// What is offered no more is not kept.
		expect(withOption(["gone"], "a", true, options)).toEqual(["a"]);
	});
});
