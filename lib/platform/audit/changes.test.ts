import { describe, expect, it } from "vitest";
import { fieldChanges } from "./changes";

describe("fieldChanges", () => {
	it("names what differs, in the order of what was set", () => {
		expect(
			fieldChanges({ note: null, status: "new", reason: "x" }, { status: "benign", note: null, reason: "y" }),
		).toEqual([
			{ field: "status", before: "new", after: "benign" },
			{ field: "reason", before: "x", after: "y" },
		]);
	});

	it("keeps what was overwritten but not what was empty before", () => {
		expect(fieldChanges({ decidedAt: null, decidedBy: "Kim" }, { status: "new" })).toEqual([
			{ field: "status", before: undefined, after: "new" },
			{ field: "decidedBy", before: "Kim", after: undefined },
		]);
	});

	it("looks into objects, and takes lists as one value", () => {
		expect(fieldChanges({ a: { b: 1, c: [1] } }, { a: { b: 2, c: [1] }, d: {} })).toEqual([
			{ field: "a.b", before: 1, after: 2 },
			{ field: "d", before: undefined, after: {} },
		]);
	});

	it("takes what is no object as a value, and nothing as no change", () => {
		expect(fieldChanges(null, null)).toEqual([]);
		expect(fieldChanges("a", "b")).toEqual([{ field: "", before: "a", after: "b" }]);
	});
});
