import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	blocking,
	type Checked,
	compareItems,
	ITEM_KINDS,
	itemKey,
	kindOf,
	missingIn,
	type Ordered,
	STABILITIES,
	suggestedStability,
} from "./rules";

const whole: Checked = {
	kind: "case",
	stability: "stable",
	nextAction: { text: "Ask", owner: { id: null, name: "Kim" }, at: "2026-05-01T00:00:00Z" },
	contingency: "",
	explanation: "",
	omission: null,
};
const action = whole.nextAction;
if (action === null) throw new Error("It has one.");

describe("missingIn", () => {
	it.each([
		["nothing", whole, []],
		["no next action at all", { ...whole, nextAction: null }, ["next_action", "owner", "time"]],
		["no words", { ...whole, nextAction: { ...action, text: " " } }, ["next_action"]],
		["no owner", { ...whole, nextAction: { ...action, owner: null } }, ["owner"]],
		["no time", { ...whole, nextAction: { ...action, at: null } }, ["time"]],
		["unstable without contingency", { ...whole, stability: "unstable" }, ["contingency"]],
		["unstable with one", { ...whole, stability: "unstable", contingency: "If, then" }, []],
		["watcher without contingency", { ...whole, stability: "watcher" }, []],
		["escalated without a case", { ...whole, kind: "escalated", nextAction: null }, ["case"]],
		["a hunt", { ...whole, kind: "hunt", nextAction: null }, []],
		[
			"an unstable hunt",
			{ ...whole, kind: "hunt", nextAction: null, stability: "unstable" },
			["contingency"],
		],
	] as const)("%s", (_, item, missing) => {
		expect(missingIn(item)).toEqual(missing);
		expect(blocking(item)).toEqual(missing);
	});

	it("no longer blocks once it is explained or left out, but is still missing", () => {
		const lacking = { ...whole, nextAction: null };
		expect(blocking({ ...lacking, explanation: "  " })).toHaveLength(3);
		expect(blocking({ ...lacking, explanation: "Day shift decides" })).toEqual([]);
		expect(blocking({ ...lacking, omission: "Closed in an hour" })).toEqual([]);
		expect(missingIn({ ...lacking, explanation: "Day shift decides" })).toHaveLength(3);
	});
});

describe("an item's key", () => {
	it("contains its kind", () => {
		expect(kindOf(itemKey("case", "1"))).toBe("case");
		expect(kindOf(itemKey("hunt", "local", "2"))).toBe("hunt");
		expect(kindOf("untriaged")).toBe("untriaged");
	});
	it.each(["", "case", "case:", "untriaged:1", "person:1", "case::1", "toString"])("is not %j", (key) => {
		expect(kindOf(key)).toBeNull();
	});
});

it("items are stable until a person marks them unstable", () => {
	for (const kind of ITEM_KINDS) {
		for (const severity of ["low", "high"] as const) {
			expect(suggestedStability(kind, { severity, status: "open", clickedThrough: 1 })).not.toBe("unstable");
		}
	}
	expect(suggestedStability("case", { severity: "high", status: "open" })).toBe("watcher");
	expect(suggestedStability("case", { severity: "high", status: "contained" })).toBe("stable");
	expect(suggestedStability("untriaged", { clickedThrough: 0 })).toBe("stable");
	expect(suggestedStability("untriaged", { clickedThrough: 1 })).toBe("watcher");
});

describe("compareItems", () => {
	const ordered: fc.Arbitrary<Ordered> = fc.record({
		item: fc.string(),
		kind: fc.constantFrom(...ITEM_KINDS),
		stability: fc.constantFrom(...STABILITIES),
		position: fc.option(fc.nat(3)),
		severity: fc.option(fc.constantFrom("low" as const, "high" as const)),
	});
	it("sorts, most severe first", () => {
		fc.assert(
			fc.property(fc.array(ordered), (items) => {
				const sorted = [...items].sort(compareItems);
				const ranks = sorted.map(({ stability }) => STABILITIES.indexOf(stability));
				expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
				expect(
					[...items]
						.reverse()
						.sort(compareItems)
						.map((one) => JSON.stringify(one)),
				).toEqual(sorted.map((one) => JSON.stringify(one)));
			}),
		);
	});
	it("ranks the lead's own order above the severity of a case", () => {
		const one: Ordered = {
			item: "case:1",
			kind: "case",
			stability: "watcher",
			position: null,
			severity: "high",
		};
		const two: Ordered = { ...one, item: "case:2", severity: "low" };
		expect([two, one].sort(compareItems)[0]).toBe(one);
		expect([one, { ...two, position: 0 }].sort(compareItems)[0]?.item).toBe("case:2");
	});
});
