import { describe, expect, it } from "vitest";
import { valueText } from "./value-text";
import { fieldText, targetHref } from "./words";

describe("words of the audit", () => {
	it("shows values inert", () => {
		expect(valueText("see https://bad.example/x?t=1 \u202egnp.exe")).toBe(
			"see hxxps://bad[.]example/x?t=1 \\u202egnp.exe",
		);
		expect(valueText("<script>\nline\u0000")).toBe("<script>\nline\\u0000");
		expect(valueText({ a: [1, null] })).toBe('{"a":[1,null]}');
		expect(valueText(false)).toBe("false");
	});

	it("leads to what was changed, whatever its id holds", () => {
		expect(targetHref("finding", "a&b=c")).toBe("/findings?status=all&finding=a%26b%3Dc");
		expect(targetHref("run", "../x")).toBe("/runs/..%2Fx");
		expect(targetHref("audit", "x")).toBeNull();
	});

	it("names fields in words", () => {
		expect(fieldText("decidedByName")).toBe("decided by name");
		expect(fieldText("findings.newRows")).toBe("findings.new rows");
	});
});
