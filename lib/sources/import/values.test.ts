import { describe, expect, it } from "vitest";
import { TypeGuess, widen } from "@/lib/sources/import/infer";
import { Misfit, readDatetime, readValue, shownOrder } from "@/lib/sources/import/values";
import type { KustoType } from "@/lib/sources/kql/tables";

const micros = (iso: string) => Date.parse(iso) * 1000;

describe("readValue", () => {
	it.each([
		["true", true],
		["True", true],
		["TRUE", true],
		["1", true],
		["false", false],
		["False", false],
		["0", false],
		[" 0 ", false],
		["", null],
		[null, null],
		[undefined, null],
		[true, true],
		[false, false],
		[1, true],
		[0, false],
	])("reads the bool %j as %j", (value, expected) => {
		expect(readValue(value, "bool")).toBe(expected);
	});

	it.each(["yes", "2", "-1", "null", "t", 2, [true], { a: 1 }])("refuses %j as a bool", (value) => {
		expect(readValue(value, "bool")).toBeInstanceOf(Misfit);
	});

	it.each([
		["2025-02-25T09:19:25.391Z", micros("2025-02-25T09:19:25.391Z")],
		["2025-02-25T09:19:25.3912345Z", micros("2025-02-25T09:19:25.391Z") + 234],
		["2025-02-25T09:19:25", micros("2025-02-25T09:19:25Z")],
		["2025-02-25 09:19:25.5", micros("2025-02-25T09:19:25.500Z")],
		["2025-02-25T09:19Z", micros("2025-02-25T09:19:00Z")],
		["2025-02-25", micros("2025-02-25T00:00:00Z")],
		["2025-02-25T09:19:25+02:00", micros("2025-02-25T07:19:25Z")],
		["2025-02-25T09:19:25.1-0530", micros("2025-02-25T14:49:25.100Z")],
		["2/25/2025, 9:19:25.391 AM", micros("2025-02-25T09:19:25.391Z")],
		["2/25/2025, 9:19:25.391 PM", micros("2025-02-25T21:19:25.391Z")],
		["12/31/2024, 12:00:00.000 AM", micros("2024-12-31T00:00:00Z")],
		["12/31/2024, 12:00:00 PM", micros("2024-12-31T12:00:00Z")],
		["2/25/2025, 9:19:25.391\u202fAM", micros("2025-02-25T09:19:25.391Z")],
		["2/29/2024, 1:02:03 am", micros("2024-02-29T01:02:03Z")],
		["1969-12-31T23:59:59.999999Z", -1],
		["2/25/2025, 9:19:25 a.m.", micros("2025-02-25T09:19:25Z")],
		["2/25/2025, 21:19:25.391", micros("2025-02-25T21:19:25.391Z")],
		["2/25/2025 9:19 PM", micros("2025-02-25T21:19:00Z")],
		["Nov 29, 2026 9:14:22 AM", micros("2026-11-29T09:14:22Z")],
		["Nov 29, 2026, 9:14:22.5\u202fPM", micros("2026-11-29T21:14:22.500Z")],
		["November 9, 2026 at 12:14:22 AM", micros("2026-11-09T00:14:22Z")],
		["29 Nov 2026, 9:14:22 am", micros("2026-11-29T09:14:22Z")],
		["1 Sept 2026, 21:14:22", micros("2026-09-01T21:14:22Z")],
	])("reads the datetime %j", (text, expected) => {
		expect(readDatetime(text)).toBe(expected);
	});

	it.each([
		["5/11/2026, 9:19:25 am", "2026-11-05T09:19:25Z", "2026-05-11T09:19:25Z"],
		["12/1/2026, 9:19:25 pm", "2026-01-12T21:19:25Z", "2026-12-01T21:19:25Z"],
		["5/5/2026, 21:19:25", "2026-05-05T21:19:25Z", "2026-05-05T21:19:25Z"],
	])("reads %j with the day first or the month first", (text, dayFirst, monthFirst) => {
		expect(readDatetime(text, "day-first")).toBe(micros(dayFirst));
		expect(readDatetime(text, "month-first")).toBe(micros(monthFirst));
		expect(readValue(text, "datetime", undefined, "day-first")).toBe(micros(dayFirst));
	});

	it.each([
		["5/11/2026, 9:19:25 am", "either"],
		["13/11/2026, 9:19:25 am", "day-first"],
		["11/13/2026, 9:19:25 am", "month-first"],
		["25/02/2025, 09:19:25.391", "day-first"],
		["5/5/2026, 9:19:25 am", null],
		["13/13/2026, 9:19:25 am", null],
		["2026-11-05T09:19:25Z", null],
		["Nov 29, 2026 9:14:22 AM", null],
		["5/11/2026 and more", null],
	])("detects that the order of %j is %j", (text, order) => {
		expect(shownOrder(text)).toBe(order);
	});

	it("keeps every digit of times that exceed a number's precision", () => {
		expect(readDatetime("9999-12-31T23:59:59.9999999Z")).toBe("253402300799999999");
		expect(readDatetime("0001-01-01T00:00:00Z")).toBe("-62135596800000000");
	});

	it.each([
		"2025-02-30T00:00:00Z",
		"2025-13-01",
		"2025-02-25T24:00:00Z",
		"25/02/2025, 09:19:25.391",
		"13/25/2025, 9:19:25 AM",
		"2/25/2025, 13:19:25 AM",
		"2/25/2025, 0:19:25 AM",
		"2/25/25",
		"yesterday",
		"1740475165",
		"0000-01-01T00:00:00Z",
		"Nov 31, 2026 9:14:22 AM",
		"Foo 29, 2026 9:14:22 AM",
		"Nov 29, 2026 13:14:22 AM",
	])("refuses %j as a datetime", (text) => {
		expect(readDatetime(text)).toBeInstanceOf(Misfit);
	});

	it.each<[unknown, KustoType, unknown]>([
		["42", "int", 42],
		["-2147483648", "int", -2147483648],
		["3.0", "int", 3],
		["9007199254740993", "long", "9007199254740993"],
		["-9223372036854775808", "long", "-9223372036854775808"],
		["1.5e3", "real", 1500],
		[".5", "real", 0.5],
		["NaN", "real", "nan"],
		["-Infinity", "real", "-inf"],
		["12345678901234567890.123456789", "decimal", "12345678901234567890.123456789"],
		["1.02:03:04.5", "timespan", "937845000000"],
		["-00:00:01", "timespan", "-10000000"],
		[7, "string", "7"],
		[["a", "b"], "string", '["a","b"]'],
		[" kept ", "string", " kept "],
		['{ "a" : [1, 2] }', "dynamic", '{"a":[1,2]}'],
		[{ a: { b: null } }, "dynamic", '{"a":{"b":null}}'],
		["plain word", "dynamic", '"plain word"'],
		['{"id":12345678901234567890}', "dynamic", '{"id":12345678901234567890}'],
		["null", "dynamic", null],
	])("reads %j as %s", (value, type, expected) => {
		expect(readValue(value, type)).toBe(expected);
	});

	it.each<[unknown, KustoType]>([
		["2147483648", "int"],
		["9223372036854775808", "long"],
		["1.5", "long"],
		["1,000", "long"],
		["0x10", "real"],
		["1e", "real"],
		["abc", "decimal"],
		["abc", "timespan"],
		[{ a: 1 }, "datetime"],
		[1740475165000, "datetime"],
	])("refuses %j as %s", (value, type) => {
		expect(readValue(value, type)).toBeInstanceOf(Misfit);
	});

	it("accepts JSON text of a hundred levels and rejects more", () => {
		const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
		expect(readValue(nested(100), "dynamic")).toBe(nested(100));
		expect(readValue(nested(101), "dynamic")).toEqual(
			new Misfit("the value is nested deeper than 100 levels"),
		);
		expect(readValue(nested(100_000), "dynamic")).toBeInstanceOf(Misfit);
	});

	it("keeps the digits of a JSON number that exceeds a JavaScript number's precision", () => {
		expect(readValue(JSON.parse("9007199254740993"), "long", () => "9007199254740993")).toBe(
			"9007199254740993",
		);
	});

	it("cuts the offending value at 80 characters and keeps it on one line", () => {
		const misfit = readValue(`x\n${"y".repeat(500)}`, "int");
		expect(misfit).toBeInstanceOf(Misfit);
		expect((misfit as Misfit).message).toBe(`"x ${"y".repeat(78)}…" is not a whole number`);
	});
});

describe("TypeGuess", () => {
	const guess = (values: unknown[], textual = true) => {
		const found = new TypeGuess();
		for (const value of values) found.see(value, textual);
		return found.type;
	};

	it.each<[unknown[], KustoType | null]>([
		[["", null], null],
		[["true", "", "False"], "bool"],
		[["1", "0"], "long"],
		[["1", "true"], "string"],
		[["1", "2.5"], "real"],
		[["007", "8"], "string"],
		[["+4420", "1"], "string"],
		[["2025-02-25T09:19:25Z", "2/25/2025, 9:19:25.391 AM"], "datetime"],
		[['{"a":1}', "[]"], "dynamic"],
		[['{"a":1}', "text"], "string"],
		[["9223372036854775808"], "real"],
	])("reads the text %j as %s", (values, type) => {
		expect(guess(values)).toBe(type);
	});

	it.each<[unknown[], KustoType]>([
		[[true, null, false], "bool"],
		[[1, 2], "long"],
		[[1, 2.5], "real"],
		[["1", "2"], "string"],
		[["2025-02-25T09:19:25Z"], "datetime"],
		[[{ a: 1 }, [1]], "dynamic"],
		[[{ a: 1 }, "text"], "dynamic"],
		[[1, "text"], "string"],
		[['{"a":1}', "[]"], "dynamic"],
		[['{"a":1}', "text"], "string"],
		[["a {brace}"], "string"],
	])("reads the JSON values %j as %s", (values, type) => {
		expect(guess(values, false)).toBe(type);
	});

	it("widens numbers to numbers and everything else to text", () => {
		expect(widen("long", "real")).toBe("real");
		expect(widen("int", "long")).toBe("long");
		expect(widen("bool", "long")).toBe("string");
		expect(widen("datetime", "string")).toBe("string");
		expect(widen("bool", "bool")).toBe("bool");
	});
});
