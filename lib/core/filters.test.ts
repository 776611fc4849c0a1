import { expect, it } from "vitest";
import { z } from "zod";
import { type Conditions, choices, conditionsOf, filterSchema, list, one, time, words } from "./filters";

const TABLE = {
	kind: choices("Kind", ["a", "b"]),
	name: list("Name", z.string().max(5)),
	flag: one("Flag", z.literal("yes"), "yes."),
	since: time("Since"),
	text: words(),
};
const schema = filterSchema(TABLE);
type Filter = z.infer<typeof schema>;

const CONDITIONS: Conditions<Filter, { readonly says: string }> = {
	kind: (any) => ({ says: any.join("|") }),
	name: (any, { kind }) => ({ says: `${any.join("|")} of ${kind?.join("|") ?? "any"}` }),
	flag: () => [],
	since: (at) => ({ says: at }),
	text: (text) => text.split(" ").map((says) => ({ says })),
};

it("reads each filter of a table by its schema", () => {
	expect(
		schema.parse({ kind: "a,b,a", name: ["x", "y"], flag: "yes", text: " two words ", more: 1 }),
	).toEqual({
		kind: ["a", "b"],
		name: ["x", "y"],
		flag: "yes",
		text: "two words",
	});
	expect(schema.safeParse({ kind: "c" }).success).toBe(false);
	expect(schema.safeParse({ since: "noon" }).success).toBe(false);
	expect(TABLE.kind.expected).toBe("One or more of a, b.");
});

it("makes a condition of each filter that is set, and of none that is not", () => {
	const says = (filter: Filter, params?: (keyof Filter)[]) =>
		conditionsOf(CONDITIONS, filter, params).map((condition) => condition.says);
	expect(says({})).toEqual([]);
	expect(says({ text: "", flag: "yes" })).toEqual([]);
	expect(says({ kind: ["a"], name: ["x"], text: "two words" })).toEqual(["a", "x of a", "two", "words"]);
	expect(says({ kind: ["a"], name: ["x"] }, ["name"])).toEqual(["x of a"]);
});
