import fc from "fast-check";
import { expect, it } from "vitest";
import { highlight } from "./highlight";

it("classifies tokens like the parser, and keeps every character", () => {
	const kql =
		'UrlClickEvents\n| where ThreatTypes has "Phish" // why\n| summarize n = count() by bin(TimeGenerated, 1d)';
	const spans = highlight(kql);
	expect(spans.map((span) => span.text).join("")).toBe(kql);
	const kindOf = (text: string) => spans.find((span) => span.text === text)?.kind;
	expect(kindOf("UrlClickEvents")).toBe("table");
	expect(highlight("SomeTable_CL | take 1")[0]).toEqual({ text: "SomeTable_CL", kind: "table" });
	expect(kindOf("where")).toBe("keyword");
	expect(kindOf("ThreatTypes")).toBe("column");
	expect(kindOf("has")).toBe("operator");
	expect(kindOf('"Phish"')).toBe("string");
	expect(kindOf("// why")).toBe("comment");
	expect(kindOf("count")).toBe("function");
	expect(kindOf("1d")).toBe("number");
});

it("keeps every character of any text", () => {
	fc.assert(
		fc.property(fc.string({ unit: "binary" }), (text) => {
			expect(
				highlight(text)
					.map((span) => span.text)
					.join(""),
			).toBe(text);
		}),
		{ numRuns: 200 },
	);
});
