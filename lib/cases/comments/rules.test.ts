import { describe, expect, it } from "vitest";
import { mayTakeBack, mentionsIn, splitMentions } from "./rules";

const ada = { id: "1", name: "Ada" };
const adaByron = { id: "2", name: "Ada Byron" };
const umlaut = { id: "3", name: "Jörg Ü" };
const people = [ada, adaByron, umlaut];
const who = (body: string) => mentionsIn(body, people).map(({ id }) => id);

describe("mentions", () => {
	it("are an @ and a name", () => {
		expect(who("@Ada please")).toEqual(["1"]);
		expect(who("please, @ada.")).toEqual(["1"]);
		expect(who("(@Jörg Ü)")).toEqual(["3"]);
	});

	it("match the longer name where one name starts with the other", () => {
		expect(who("@Ada Byron")).toEqual(["2"]);
		expect(who("@Ada and @Ada Byron")).toEqual(["1", "2"]);
	});

	it("match nobody within a word, an email address or a longer name", () => {
		expect(who("soc@Ada.example")).toEqual([]);
		expect(who("@Adam")).toEqual([]);
		expect(who("@Ada_2 @")).toEqual([]);
		expect(who("Ada")).toEqual([]);
	});

	it("split a text into parts that join to the same text", () => {
		const body = "Hi @Ada Byron, ask @Ada or soc@Ada.example @Jörg Ü";
		const parts = splitMentions(body, people);
		expect(parts.map(({ text }) => text).join("")).toBe(body);
		expect(parts.flatMap(({ person }) => person?.id ?? [])).toEqual(["2", "1", "3"]);
		expect(splitMentions("", people)).toEqual([]);
	});
});

it("a comment can be deleted by its author or a person who manages cases", () => {
	expect([mayTakeBack(true, false), mayTakeBack(false, true), mayTakeBack(false, false)]).toEqual([
		true,
		true,
		false,
	]);
});
