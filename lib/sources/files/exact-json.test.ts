import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseExactJson } from "./exact-json";

/** Doubles beyond 2^53 are written as long integers, which are read as text. */
const withoutLongs = (_: string, value: unknown) =>
	typeof value === "number" && Math.abs(value) > Number.MAX_SAFE_INTEGER ? 0.5 : value;

describe("parseExactJson", () => {
	it.each([
		["9007199254740993", "9007199254740993"],
		["-9223372036854775808", "-9223372036854775808"],
		["9007199254740991", 9007199254740991],
		["[1,9007199254740993,9007199254740993]", [1, "9007199254740993", "9007199254740993"]],
		[
			'{"a":9007199254740993 ,"b":[ 18446744073709551615]}',
			{ a: "9007199254740993", b: ["18446744073709551615"] },
		],
		[
			"[12345678901234567.5,1e20,12345678901234567e2]",
			[Number("12345678901234567.5"), 1e20, Number("12345678901234567e2")],
		],
		["[0.12345678901234567]", [Number("0.12345678901234567")]],
		[
			'["9007199254740993","a\\",9007199254740993,\\"b","\\\\",9007199254740993]',
			["9007199254740993", 'a",9007199254740993,"b', "\\", "9007199254740993"],
		],
	])("reads %s", (text, expected) => {
		expect(parseExactJson(text)).toEqual(expected);
	});

	it("reads everything else as JSON.parse does", () => {
		const value = fc.jsonValue({ maxDepth: 3 });
		fc.assert(
			fc.property(value, fc.array(fc.stringMatching(/^[\d",\\[]{0,40}$/)), (inner, texts) => {
				const text = JSON.stringify([inner, texts, "1234567890123456789"], withoutLongs);
				expect(parseExactJson(text)).toEqual(JSON.parse(text));
			}),
		);
	});

	it("rejects text that is not JSON", () => {
		expect(() => parseExactJson("[9007199254740993")).toThrow(SyntaxError);
		expect(() => parseExactJson('{"a":"9007199254740993')).toThrow(SyntaxError);
	});
});
