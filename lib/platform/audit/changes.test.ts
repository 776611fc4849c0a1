import { describe, expect, it } from "vitest";
import { fieldChanges } from "./changes";

describe("fieldChanges", () => {
	it("lists the differences, in the order of the new values", () => {
		expect(
			fieldChanges({ note: null, status: "new", reason: "x" }, { status: "benign", note: null, reason: "y" }),
		).toEqual([
			{ field: "status", before: "new", after: "benign" },
			{ field: "reason", before: "x", after: "y" },
		]);
	});

	it("keeps overwritten values but not empty ones", () => {
		expect(fieldChanges({ decidedAt: null, decidedBy: "Kim" }, { status: "new" })).toEqual([
			{ field: "status", before: undefined, after: "new" },
			{ field: "decidedBy", before: "Kim", after: undefined },
		]);
	});

	it("compares objects by field, and lists as one value", () => {
		expect(fieldChanges({ a: { b: 1, c: [1] } }, { a: { b: 2, c: [1] }, d: {} })).toEqual([
			{ field: "a.b", before: 1, after: 2 },
			{ field: "d", before: undefined, after: {} },
		]);
	});

	it("treats a non-object as one value, and undefined as no change", () => {
		expect(fieldChanges(null, null)).toEqual([]);
		expect(fieldChanges("a", "b")).toEqual([{ field: "", before: "a", after: "b" }]);
	});
});
