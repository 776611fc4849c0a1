import fc from "fast-check";
import type { ApiDocument, Schema } from "./document";

/** What is there from the beginning and is named by its id. */
export type Standing = "hunt" | "webhook" | "case" | "task" | "template" | "handover";

/** Stands for something that the app under test has, chosen when the request is sent. */
export class Known {
	constructor(
		readonly of: "finding" | "run" | "decision" | "cursor" | Standing,
		readonly index: number,
	) {}
}

const known = (of: Known["of"]) => fc.nat(1_000).map((index) => new Known(of, index));

/** The earliest and the latest valid times, and a few in between. */
const instant = fc.oneof(
	fc
		.date({
			min: new Date("0001-01-02T00:00:00Z"),
			max: new Date("9999-12-30T00:00:00Z"),
			noInvalidDate: true,
		})
		.map((date) => date.toISOString()),
	fc
		.date({
			min: new Date("2026-01-01T00:00:00Z"),
			max: new Date("2027-01-01T00:00:00Z"),
			noInvalidDate: true,
		})
		.map((date) => date.toISOString().replace("Z", "+05:30")),
	fc.constantFrom("0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z", "2026-11-24T02:00:00Z"),
);

/** A value that fits a schema. `name` is the field's, which shows what kind of id is meant. */
export function valid(api: ApiDocument, schema: Schema, name = ""): fc.Arbitrary<unknown> {
	const { resolve } = api;
	const own = resolve(schema);
	if (own.const !== undefined) return fc.constant(own.const);
	if (own.enum) return fc.constantFrom(...own.enum);
	if (own.anyOf) return fc.oneof(...own.anyOf.map((branch) => valid(api, branch, name)));
	switch (own.type) {
		case "string":
			return validText(own, name);
		case "integer":
			return fc.oneof(
				fc.integer({ min: own.minimum ?? 0, max: Math.min(own.maximum ?? 1_000, 1_000) }),
				fc.constantFrom(own.minimum ?? 0, own.maximum ?? 1),
			);
		case "number":
			return fc.double({ noNaN: true });
		case "boolean":
			return fc.boolean();
		case "array":
			return fc.array(valid(api, own.items ?? {}, name), {
				minLength: own.minItems ?? 0,
				maxLength: Math.max(own.minItems ?? 0, Math.min(own.maxItems ?? 5, 5)),
			});
		case "object":
			return validObject(api, own);
		default:
			return fc.jsonValue();
	}
}

function validText(schema: Schema, name: string): fc.Arbitrary<unknown> {
	if (schema.format === "uuid") {
		const of = name === "run" ? "run" : name === "decision" ? "decision" : "finding";
		return fc.oneof({ arbitrary: known(of), weight: 6 }, { arbitrary: fc.uuid({ version: 7 }), weight: 1 });
	}
	if (schema.format === "date-time") return instant;
	if (schema.format === "ipv4") return fc.ipV4();
	if (schema.format === "ipv6") return fc.ipV6();
	if (name === "cursor") return known("cursor");
	if (name === "hunt") return fc.oneof(known("hunt"), fc.string({ maxLength: 20 }));
	const bounds = { minLength: schema.minLength ?? 0, maxLength: Math.min(schema.maxLength ?? 40, 400) };
	if (schema.pattern) return patterned(schema.pattern);
	return fc.oneof(
		fc.string(bounds),
		fc.string({ ...bounds, unit: "grapheme" }),
		fc.constantFrom("user", "phish.example", "%", "_", "\\", "'"),
	);
}

function patterned(pattern: string): fc.Arbitrary<string> {
	try {
		return fc.stringMatching(new RegExp(pattern));
	} catch {
		return fc.stringMatching(/^[A-Za-z][A-Za-z0-9 ]{0,30}$/); // fits what we have patterns for
	}
}

function validObject(api: ApiDocument, schema: Schema): fc.Arbitrary<unknown> {
	if (typeof schema.additionalProperties === "object") {
		// An id that is known is filled in later, which a key can't be.
		const ids = schema.propertyNames && api.resolve(schema.propertyNames).format === "uuid";
		const keys = ids ? fc.uuid({ version: 7 }) : valid(api, schema.propertyNames ?? { type: "string" });
		return fc
			.array(fc.tuple(keys, valid(api, schema.additionalProperties)), { maxLength: 3 })
			.map((entries) => Object.fromEntries(entries.map(([key, value]) => [String(key), value])));
	}
	const fields = Object.entries(schema.properties ?? {}).map(([key, field]) => [key, valid(api, field, key)]);
	return fc.record(Object.fromEntries(fields), { requiredKeys: [...(schema.required ?? [])] as never[] });
}

/** Where handling a value goes wrong, if it does. */
export const hostile: fc.Arbitrary<unknown> = fc.oneof(
	{
		weight: 5,
		arbitrary: fc.constantFrom<unknown>(
			"\0",
			"a\0b",
			"\ud800",
			"x\udfff",
			"\u202e",
			"\ufeff",
			"",
			" ",
			"%",
			"%00",
			"%E0%A4%A",
			"' OR 1=1 --",
			"../../../etc/passwd",
			"__proto__",
			"constructor",
			"x".repeat(5_000),
			",".repeat(3_000),
			"NaN",
			"Infinity",
			"-1",
			"0",
			"1e400",
			"1e5",
			"0x10",
			"9007199254740993",
			"9223372036854775808",
			"99999999999999999999999999",
			"1.5",
			"null",
			"0000-01-01T00:00:00Z",
			"0001-01-01T00:00:00+23:59",
			"9999-12-31T23:59:59-23:59",
			"+275760-09-13T00:00:00Z",
			"-000001-01-01T00:00:00Z",
			"10000-01-01T00:00:00Z",
			"294277-01-01T00:00:00Z",
			"2026-02-30T00:00:00Z",
			"2026-11-24T24:00:00Z",
			"infinity",
			"00000000-0000-0000-0000-000000000000",
			"ffffffff-ffff-ffff-ffff-ffffffffffff",
			0,
			-1,
			1.5,
			2 ** 31,
			2 ** 53,
			2 ** 63,
			1e308,
			-1e308,
			true,
			null,
			[],
			{},
			[[]],
			{ toString: 1 },
			{ length: -1 },
			JSON.parse('{"__proto__": {"a": 1}}'),
			Array.from({ length: 12_000 }, (_, index) => index),
		),
	},
	{ weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 50 }) },
	{ weight: 1, arbitrary: fc.jsonValue() },
	{ weight: 1, arbitrary: fc.integer({ min: 10, max: 700 }).map(deep) },
);

/** Lists in lists; requests.ts has a body with many more. */
function deep(levels: number): unknown {
	let value: unknown = [];
	for (let level = 0; level < levels; level++) value = [value];
	return value;
}

/** The value with one thing in it, or it itself, put wrong: replaced, left out, or added. */
export function spoiled(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
	return fc.tuple(value, hostile, fc.nat(), fc.constantFrom("replace", "omit", "add")).map(spoil);
}

function spoil([value, evil, where, how]: [unknown, unknown, number, string]): unknown {
	if (typeof value !== "object" || value === null || value instanceof Known) return evil;
	if (Array.isArray(value)) {
		const at = where % (value.length + 1);
		return how === "omit" ? value.toSpliced(at, 1) : value.toSpliced(at, how === "replace" ? 1 : 0, evil);
	}
	const keys = Object.keys(value);
	if (how === "add" || keys.length === 0) {
		return { ...value, [typeof evil === "string" ? evil.slice(0, 30) : "more"]: evil };
	}
	const key = keys[where % keys.length] as string;
	const { [key]: inner, ...rest } = value as Record<string, unknown>;
	if (how === "omit") return rest;
	return { ...rest, [key]: spoil([inner, evil, Math.floor(where / keys.length), "replace"]) };
}
