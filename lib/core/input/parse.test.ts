import { describe, expect, it } from "vitest";
import { z } from "zod";
import { instant } from "@/lib/core/time";
import { readCursor, writeCursor } from "./cursor";
import { listOf } from "./list-of";
import { parseInput } from "./parse";

const fits = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success;

describe("text that PostgreSQL can't store", () => {
	const shape = z.looseObject({ a: z.unknown() });
	it.each([
		[{ a: "x\0" }, "a"],
		[{ a: ["ok", { b: "\ud800" }] }, "a.1.b"],
		[{ a: { "k\0": 1 } }, "a"],
	])("is rejected in %j, with its place", (input, field) => {
		expect(() => parseInput(shape, input)).toThrow(
			expect.objectContaining({ places: [{ field, message: expect.any(String) }] }),
		);
	});
	it("other characters are accepted", () => {
		const text = "\u{1f3a3} \u202e \ufffd \u0001 é";
		expect(parseInput(shape, { a: text })).toEqual({ a: text });
	});
});

describe("an instant", () => {
	it.each([
		"2026-11-24T02:00:00Z",
		"2026-11-24T02:00:00.123456+05:30",
		"0001-01-01T00:00:00Z",
		"9999-12-31T23:59:59Z",
	])("may be %s", (text) => expect(fits(instant, text)).toBe(true));
	it.each([
		"0000-01-01T00:00:00Z",
		"0001-01-01T00:00:00+14:00",
		"9999-12-31T23:59:59-12:00",
		"+010000-01-01T00:00:00Z",
		"2026-02-30T00:00:00Z",
		"yesterday",
	])("is not %s", (text) => expect(fits(instant, text)).toBe(false));
});

describe("a list in an address", () => {
	const list = listOf(z.string().max(5), 3);
	it("is read from repeated parameters or commas, each value once, without empty ones", () => {
		expect(list.parse(["a,b", "a", ""])).toEqual(["a", "b"]);
		expect(list.parse("")).toBeUndefined();
	});
	it.each([[{ toString: 1 }], [[[[]]]], [1], ["a,b,c,d"], ["longer"]])("is not %j", (value) => {
		expect(fits(list, value)).toBe(false);
	});
	it("does not read nested lists", () => {
		let deep: unknown = [];
		for (let level = 0; level < 100_000; level++) deep = [deep];
		expect(fits(list, deep)).toBe(false);
	});
});

describe("a cursor", () => {
	const shape = z.tuple([instant, z.uuid()]);
	const place = ["2026-11-24T02:00:00Z", "01234567-89ab-7cde-8f01-23456789abcd"];
	it("reads back as it was written", () => {
		expect(readCursor(shape, writeCursor(place))).toEqual(place);
	});
	it.each([
		"",
		"x",
		"bnVsbA",
		writeCursor([...place, 1]),
		writeCursor(["0000-01-01T00:00:00Z", place[1]]),
		"%00",
	])("rejects %j", (text) => {
		expect(() => readCursor(shape, text)).toThrow(
			expect.objectContaining({
				code: "invalid_input",
				places: [expect.objectContaining({ field: "cursor" })],
			}),
		);
	});
});
