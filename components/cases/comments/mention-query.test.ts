import { describe, expect, it } from "vitest";
import { mentionAt, offer } from "./mention-query";

describe("the mention that is being typed", () => {
	const at = (text: string) => mentionAt(text, text.length);

	it("starts at an @ at the start of a word", () => {
		expect(at("@")).toEqual({ start: 0, text: "" });
		expect(at("ask @Ada By")).toEqual({ start: 4, text: "Ada By" });
		expect(at("(@ad")).toEqual({ start: 1, text: "ad" });
	});

	it("is not found in an email address, after a line break, or after more words", () => {
		expect(at("soc@contoso")).toBeNull();
		expect(at("@Ada\nthen")).toBeNull();
		expect(at("@ Ada")).toBeNull();
		expect(at("@Ada  and")).toBeNull();
		expect(at(`@${"a".repeat(41)}`)).toBeNull();
		expect(at("nothing")).toBeNull();
	});

	it("ends at the caret", () => {
		expect(mentionAt("@Ada Byron", 3)).toEqual({ start: 0, text: "Ad" });
	});
});

it("suggests people by any word of their name", () => {
	const people = [{ name: "Ada Byron" }, { name: "Bob" }, { name: "Grace B. Hopper" }];
	expect(offer(people, "b").map(({ name }) => name)).toEqual(["Ada Byron", "Bob", "Grace B. Hopper"]);
	expect(offer(people, "ada b").map(({ name }) => name)).toEqual(["Ada Byron"]);
	expect(offer(people, "", 2)).toHaveLength(2);
	expect(offer(people, "x")).toEqual([]);
});
