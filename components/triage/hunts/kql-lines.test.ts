import { describe, expect, it } from "vitest";
import { kqlLines } from "./kql-lines";

const plain = (text: string) => ({ text, kind: "plain" });

describe("kqlLines", () => {
	it("splits spans that cross lines, with any line ending", () => {
		expect(
			kqlLines([
				{ text: "T", kind: "table" },
				plain("\r\n"),
				{ text: "| where", kind: "keyword" },
				plain(" a\n\nb"),
			]),
		).toEqual([
			[{ text: "T", kind: "table" }],
			[{ text: "| where", kind: "keyword" }, plain(" a")],
			[],
			[plain("b")],
		]);
	});

	it("keeps a comment's kind on each of its lines", () => {
		expect(kqlLines([{ text: "// one\n// two", kind: "comment" }])).toEqual([
			[{ text: "// one", kind: "comment" }],
			[{ text: "// two", kind: "comment" }],
		]);
	});

	it("drops blank lines at the end only", () => {
		expect(kqlLines([plain("\na \n  \n\n")])).toEqual([[], [plain("a ")]]);
		expect(kqlLines([])).toEqual([[]]);
	});
});
