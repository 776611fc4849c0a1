import { describe, expect, it } from "vitest";
import { visibleCode, visibleProse, visibleText } from "./visible-text";

describe("visibleText", () => {
	it.each([
		["invoice\u202egpj.exe", "invoice\\u{202e}gpj.exe"],
		["a\u0000b\r\nc", "a\\u{0}b\\u{d}\\u{a}c"],
		["pay\u200bpal", "pay\\u{200b}pal"],
		["\ufeffx\u2066y\u2069", "\\u{feff}x\\u{2066}y\\u{2069}"],
		["\u{e0041}tag", "\\u{e0041}tag"],
	])("writes out what is unseen in %j", (text, visible) => {
		expect(visibleText(text)).toBe(visible);
	});
	it.each(["ada.lovelace@contoso.example", "Zoë Müller", "محمد", "משה", "李雷", "a b"])(
		"leaves %s",
		(text) => {
			expect(visibleText(text)).toBe(text);
		},
	);
});

describe("visibleCode", () => {
	it("leaves what sets a query out, and writes out everything else that is unseen", () => {
		expect(visibleCode("T\r\n\t| where a == 'x\u200b\u202ey' // \u200f")).toBe(
			"T\n\t| where a == 'x\\u{200b}\\u{202e}y' // \\u{200f}",
		);
	});
});

describe("visibleProse", () => {
	it("leaves lines, tabs, joined emoji and direction marks", () => {
		const text = "one\n\ttwo 👩‍👧 \u200fשלום";
		expect(visibleProse(text)).toBe(text);
		expect(visibleProse("a\r\nb\rc")).toBe("a\nb\nc");
	});
	it("writes out what reorders or hides", () => {
		expect(visibleProse("safe\u202eelif\u202c \u0007")).toBe("safe\\u{202e}elif\\u{202c} \\u{7}");
	});
});
