import { describe, expect, it } from "vitest";
import { translate } from "@/lib/sources/kql/translate/translate";
import { chain, doublingLets, nestedNot } from "@/test/kql/hostile-fixture";
import { requiredTables, syntaxProblems } from "./analyze";
import { highlight } from "./highlight";
import { isRowWise } from "./row-wise";
import { MAX_BRACKETS, scanKql, tooDeepAt, tooLargeAt, withoutComments } from "./scan";

describe("withoutComments", () => {
	it.each([
		["T // note", "T        "],
		['T | where u == "http://a" // b', 'T | where u == "http://a"     '],
		["T | where u == 'a\\'//b' // c", "T | where u == 'a\\'//b'     "],
		['T | where u == @"c:\\" // c', 'T | where u == @"c:\\"     '],
		["print ```a\n// b``` // c", "print ```a\n// b```     "],
		["print h'//x'//y\nT", "print h'//x'   \nT"],
		["// a\u2028T", "    \u2028T"],
		['print "open // not a comment\nT // c', 'print "open // not a comment\nT     '],
	])("%j", (kql, expected) => {
		expect(withoutComments(kql)).toBe(expected);
		expect(
			scanKql(kql)
				.map(({ start, end }) => kql.slice(start, end))
				.join(""),
		).toBe(kql);
	});
});

/** As deep as `depth`, in brackets of each kind. */
const nested: readonly (readonly [name: string, of: (depth: number) => string])[] = [
	["not()", nestedNot],
	["open brackets", (depth) => `T\n| where ${"(".repeat(depth)}`],
	["arrays", (depth) => `print dynamic(\n${"[".repeat(depth - 1)}1${"]".repeat(depth - 1)})`],
	["bags", (depth) => `print dynamic(\n${'{"a":'.repeat(depth - 1)}1${"}".repeat(depth - 1)})`],
];

describe("nesting is bounded before any parse", () => {
	it.each(nested)("%s", (_, of) => {
		expect(tooDeepAt(of(MAX_BRACKETS))).toBeNull();
		const kql = of(3_000);
		const [problem, ...more] = syntaxProblems(kql);
		expect(more).toEqual([]);
		// The parser's own problems have codes of Microsoft's: it was not asked.
		expect(problem).toMatchObject({ kind: "syntax", code: "too_deep", line: 2 });
		expect(problem?.column).toBeGreaterThan(MAX_BRACKETS - 2);
		expect(requiredTables(kql)).toEqual([]);
		expect(isRowWise(kql)).toBe(false);
		expect(highlight(kql).map(({ text }) => text)).toEqual(
			scanKql(kql).map(({ start, end }) => kql.slice(start, end)),
		);
		expect(() => translate(kql, { tables: [], now: new Date(0) })).toThrow(`more than ${MAX_BRACKETS} deep`);
	});

	it("does not count brackets in strings or comments", () => {
		const brackets = "(".repeat(3_000);
		for (const kql of [`print "${brackets}"`, `print @'${brackets}'`, `print 1 // ${brackets}`])
			expect(syntaxProblems(kql)).toEqual([]);
	});
});

it("highlights a long query without the parser", () => {
	const kql = `T ${'| where x == "abc" // note\n'.repeat(5_000)}`;
	const spans = highlight(kql);
	expect(spans.map(({ text }) => text).join("")).toBe(kql);
	expect(new Set(spans.map(({ kind }) => kind))).toEqual(new Set(["plain", "string", "comment"]));
});

describe("tooLargeAt", () => {
	it.each([
		["unions", doublingLets(40)],
		["functions", chain((n) => `let t${n} = (x:long) { t${n - 1}(x) + t${n - 1}(x) };`, 40)],
		["within a function", `let f = () { ${doublingLets(40)} t40 };`],
		[
			"functions with statements of their own",
			chain((n) => `let t${n} = () { let a${n} = union t${n - 1}, t${n - 1}; a${n} };`, 40),
		],
	])("finds %s that double with each line", (_, lets) => {
		const kql = `let t0 = UrlClickEvents;\n${lets}\nt40`;
		expect(tooLargeAt(kql)).not.toBeNull();
		const began = process.cpuUsage();
		expect(syntaxProblems(kql)).toMatchObject([{ code: "too_large" }]);
		// It is refused before it is parsed: the parser would take hours.
		expect(process.cpuUsage(began).user).toBeLessThan(5_000_000);
	});

	it.each([
		["a name that is used often", `let a = 1;\n${"print a;\n".repeat(5_000)}`],
		["many statements, each of the one before", chain((n) => `let t${n} = t${n - 1} | where x > ${n};`, 300)],
		["a name in text and comments", `let a = 1;\nprint "${"a ".repeat(20_000)}" // ${"a ".repeat(20_000)}`],
	])("accepts %s", (_, kql) => {
		expect(tooLargeAt(kql)).toBeNull();
	});
});
