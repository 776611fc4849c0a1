import { describe, expect, it } from "vitest";
import { differences } from "./differences";
import { theirsOf } from "./use-seen";

describe("theirsOf", () => {
	it("is undefined while the version the person started from is current", () => {
		expect(theirsOf({ version: 2 }, { version: 2 }, false)).toBeNull();
		expect(theirsOf({ version: 3 }, { version: 2 }, false)).toBeNull();
		expect(theirsOf(undefined, undefined, false)).toBeNull();
	});

	it("is the newest known version, before and after a refused write", () => {
		expect(theirsOf({ version: 2 }, { version: 3 }, false)).toEqual({ version: 3 });
		expect(theirsOf({ version: 3 }, { version: 2 }, true)).toEqual({ version: 3 });
		expect(theirsOf({ version: 3 }, { version: 4 }, true)).toEqual({ version: 4 });
		expect(theirsOf({ version: 0 }, { version: 1 }, false)).toEqual({ version: 1 });
	});
});

describe("differences", () => {
	it("lists the fields that differ, with both values", () => {
		expect(
			differences([
				["Name", "SOC", "SOC"],
				["URL", "https://a.example", "https://b.example"],
				["Note", "", "new"],
			]),
		).toEqual([
			{ label: "URL", theirs: "https://a.example", mine: "https://b.example" },
			{ label: "Note", theirs: "", mine: "new" },
		]);
	});
});
