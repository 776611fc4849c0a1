import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { translate } from "@/lib/sources/kql/translate/translate";
import { runKql } from "@/test/kql/test-run";
import { kusto, type SyntaxElement } from "./kusto";
import { boolLiteral, datetimeLiteral, dynamicLiteral, numberLiteral, stringLiteral } from "./literals";
import { parseQuery } from "./parser";
import { items, kindOf, part, walk } from "./syntax";

/** The one expression of `print <literal>`, after checking that the official parser sees nothing else there. */
function printed(literal: string): SyntaxElement {
	const parsed = parseQuery(`print ${literal}`, []);
	expect(parsed.problems).toEqual([]);
	const statements = items(parsed.syntax, "Statements");
	expect(statements).toHaveLength(1);
	const [expression, ...rest] = items(part(statements[0] as SyntaxElement, "Expression"), "Expressions");
	expect(rest).toEqual([]);
	return expression as SyntaxElement;
}

/** Characters that end literals, start comments, escape, or that languages treat in ways of their own. */
const hostile = fc.oneof(
	fc.string({ unit: "binary" }),
	fc.string({
		unit: fc.constantFrom(
			...[
				'"',
				"'",
				"\\",
				"\n",
				"\r",
				"\t",
				"\0",
				"`",
				"~",
				"//",
				"*/",
				"|",
				";",
				")",
				"]",
				"}",
				"{",
				"@",
				"h",
				"\u2028",
				"\u2029",
				"\u0085",
				"\ufeff",
				"\ud800",
				"\udc00",
				"😀",
				"é",
				"```",
				"\\u0022",
				'@"',
				"let x=1;",
				"| take 0",
				'" or true or "',
			],
		),
	}),
);

describe("stringLiteral", () => {
	it("is read back by Microsoft's parser as exactly the same string, and as one literal", () => {
		fc.assert(
			fc.property(hostile, (value) => {
				const node = printed(stringLiteral(value));
				expect(kindOf(node)).toBe("StringLiteralExpression");
				expect(node.LiteralValue).toBe(value);
			}),
			{ numRuns: 1000 },
		);
	});

	it("can't end the list it is in", () => {
		fc.assert(
			fc.property(fc.array(hostile, { minLength: 1, maxLength: 5 }), (values) => {
				const parsed = parseQuery(`print x = "a" | where x in (${values.map(stringLiteral).join(", ")})`, []);
				expect(parsed.problems).toEqual([]);
				const found: unknown[] = [];
				walk(parsed.syntax, (node) => {
					if (kindOf(node) === "InExpression") {
						for (const option of items(part(node, "Right"), "Expressions")) found.push(option.LiteralValue);
					}
				});
				expect(found).toEqual(values);
			}),
			{ numRuns: 200 },
		);
	});

	it("comes back from the engine as exactly the same string", async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(hostile, { minLength: 1, maxLength: 8 }), async (all) => {
				// DuckDB's texts are UTF-8, which has no lone surrogates.
				const values = all.filter((value) => !/\p{Surrogate}/u.test(value));
				fc.pre(values.length > 0);
				const { rows } = await runKql(`print ${values.map(stringLiteral).join(", ")}`);
				expect(rows).toEqual([values]);
			}),
			{ numRuns: 100 },
		);
	});
});

describe("other literals", () => {
	it("round-trip dates, numbers and bools", async () => {
		const date = new Date("2026-02-03T04:05:06.789Z");
		const { rows } = await runKql(
			`print ${datetimeLiteral(date)} == datetime(2026-02-03 04:05:06.789), ${numberLiteral(-5)}, ${numberLiteral(9007199254740993n)}, ${numberLiteral(-(2n ** 63n))}, ${numberLiteral(1.5e-9)}, ${numberLiteral(Number.POSITIVE_INFINITY)}, ${boolLiteral(false)}`,
		);
		expect(rows).toEqual([
			[true, -5n, 9007199254740993n, -(2n ** 63n), 1.5e-9, Number.POSITIVE_INFINITY, false],
		]);
		expect(() => numberLiteral(2n ** 63n)).toThrow(RangeError);
		expect(() => datetimeLiteral(new Date(Number.NaN))).toThrow(RangeError);
	});

	it("round-trip plain data through dynamic", async () => {
		await fc.assert(
			fc.asyncProperty(fc.jsonValue({ noUnicodeString: false, depthSize: "small" }), async (value) => {
				fc.pre(value !== null && !JSON.stringify(value).includes("\\ud"));
				const { rows } = await runKql(`print ${dynamicLiteral(value as never)}`);
				// Through JSON again: it has only one zero, where a number can have two.
				const back: unknown = JSON.parse(String(rows[0]?.[0]));
				expect(JSON.parse(JSON.stringify(back))).toEqual(JSON.parse(JSON.stringify(value)));
			}),
			{ numRuns: 100 },
		);
	});

	it("loads one parser, however often it is asked for", () => {
		expect(kusto()).toBe(kusto());
		expect(() => translate(stringLiteral("x"), { tables: [], now: new Date(0) })).toThrow();
	});
});
