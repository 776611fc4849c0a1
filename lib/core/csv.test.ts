import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvCell, csvHead, csvRow } from "./csv";
import { visibleProse } from "./visible-text";

/** Removes what a reader removes. */
const plain = (cell: string) => cell.replace(/^'('*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])/, "$1");
const unquoted = (cell: string) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);

describe("csvCell", () => {
	it.each(['=HYPERLINK("hxxps://evil[.]example")', "+1", "-1", "@SUM(1)", "\t=1", "\n=1", "＝1+1", "'=1"])(
		"leads %j by an apostrophe",
		(text) => {
			expect(unquoted(csvCell(text))).toBe(`'${text}`);
		},
	);
	it("leaves numbers and plain text alone", () => {
		expect(csvCell(-1)).toBe("-1");
		expect(csvCell("it's")).toBe("it's");
		expect(csvCell("'quoted'")).toBe("'quoted'");
		expect(csvCell(null)).toBe("");
	});
	it.each([
		["see http://evil.example/x?a=1", "see hxxp://evil[.]example/x?a=1"],
		['=HYPERLINK("HTTPS://evil.example")', `"'=HYPERLINK(""hxxpS://evil[.]example"")"`],
		["\r=1", `"'\n=1"`],
		["a\u202eb", "a\\u{202e}b"],
	])("writes %j with no live URL and no hidden characters", (text, cell) => {
		expect(csvCell(text)).toBe(cell);
	});
	it("starts a file with the byte order mark by which Excel recognises UTF-8", () => {
		expect(csvHead(["a", "b"]) + csvRow(["ü", 1])).toBe("\ufeffa,b\r\nü,1\r\n");
	});
	it("never starts a formula, and keeps any text as people see it", () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.stringMatching(/^'{0,2}[=+@-][^\0]*$/)), (text) => {
				const cell = unquoted(csvCell(text));
				expect(cell).not.toMatch(/^[=+\-@\t\r\n]/);
				expect(plain(cell)).toBe(visibleProse(text));
			}),
		);
	});
});
