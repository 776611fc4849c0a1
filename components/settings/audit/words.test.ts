import { describe, expect, it } from "vitest";
import { plainValue } from "./plain-value";
import { valueText } from "./value-text";

describe("words of the audit", () => {
	it("shows values without live URLs or hidden characters", () => {
		expect(valueText("see https://bad.example/x?t=1 \u202egnp.exe")).toBe(
			"see hxxps://bad[.]example/x?t=1 \\u202egnp.exe",
		);
		expect(valueText("<script>\nline\u0000")).toBe("<script>\nline\\u0000");
		expect(valueText({ a: [1, null] })).toBe('{"a":[1,null]}');
		expect(valueText(false)).toBe("false");
	});

	it("shows values without JSON where a person reads them", () => {
		expect(plainValue(true)).toBe("yes");
		expect(plainValue(12_000)).toBe("12,000");
		expect(plainValue(["phish", "vip"])).toBe("phish, vip");
		expect(plainValue([{ a: 1 }, { a: 2 }])).toBe("2 entries");
		expect(plainValue([])).toBe("none");
		expect(plainValue("https://bad.example/")).toBe("hxxps://bad[.]example/");
	});
});
