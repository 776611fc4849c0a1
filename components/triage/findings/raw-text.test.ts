import { describe, expect, it } from "vitest";
import { rawText } from "./raw-text";

describe("rawText", () => {
	it("defangs URLs everywhere, also in the string that holds a URL chain", () => {
		const text = rawText([
			{
				Url: "https://bad.example/a.html?t=1",
				UrlChain: '["http://one.example/x","https://two.example"]',
				AccountUpn: "anna@contoso.com",
			},
		]);
		expect(text).not.toMatch(/https?:\/\//);
		expect(text).toContain("hxxps://bad[.]example/a.html?t=1");
		expect(text).toContain("hxxp://one[.]example/x");
		expect(text).toContain("hxxps://two[.]example");
		expect(text).toContain('"anna@contoso.com"');
	});

	it("shows characters that reorder or hide text as codes", () => {
		expect(rawText([{ AccountUpn: "a\u202egnp.exe" }])).toContain("a\\u202egnp.exe");
	});

	it("shows one row as an object and several as a list", () => {
		expect(rawText([{ a: 1 }])).toBe('{\n  "a": 1\n}');
		expect(JSON.parse(rawText([{ a: 1 }, { a: 2 }]))).toEqual([{ a: 1 }, { a: 2 }]);
	});
});
