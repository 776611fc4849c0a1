import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { visibleCode, visibleProse, visibleText, withoutLiveUrls } from "./visible-text";

describe("visibleText", () => {
	it.each([
		["invoice\u202egpj.exe", "invoice\\u{202e}gpj.exe"],
		["a\u0000b\r\nc", "a\\u{0}b\\u{d}\\u{a}c"],
		["pay\u200bpal", "pay\\u{200b}pal"],
		["\ufeffx\u2066y\u2069", "\\u{feff}x\\u{2066}y\\u{2069}"],
		["\u{e0041}tag", "\\u{e0041}tag"],
	])("shows hidden characters in %j as codes", (text, visible) => {
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
	it("keeps line breaks and tabs of a query, and shows all other hidden characters as codes", () => {
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
	it("shows characters that reorder or hide text as codes", () => {
		expect(visibleProse("safe\u202eelif\u202c \u0007")).toBe("safe\\u{202e}elif\\u{202c} \\u{7}");
	});
});

describe("withoutLiveUrls", () => {
	it.each([
		["http://evil.example/x?a=1", "hxxp://evil[.]example/x?a=1"],
		["HTTPS://Evil.Example", "hxxpS://Evil[.]Example"],
		["get ftp://files.example/x.exe now", "get fxp://files[.]example/x.exe now"],
		["[a](http://evil.example)", "[a](hxxp://evil[.]example)"],
		["see https://a.example. Then go.", "see hxxps://a[.]example. Then go."],
		["https://a.example/?u=http://b.example", "hxxps://a[.]example/?u=hxxp://b[.]example"],
		["_http://evil.example_", "_hxxp://evil[.]example_"],
		["www.evil.example/a.b", "www[.]evil[.]example/a.b"],
		["smb://files.example", "smb[:]//files[.]example"],
		["no URL: a.b, 10.0.0.1, kim@contoso.example", "no URL: a.b, 10.0.0.1, kim@contoso.example"],
	])("%s", (text, dead) => {
		expect(withoutLiveUrls(text)).toBe(dead);
		expect(withoutLiveUrls(dead), "again").toBe(dead);
		expect(visibleText(text)).toBe(dead);
		expect(visibleProse(text)).toBe(dead);
	});
	it("leaves no live URL in any text, and changes nothing when applied again", () => {
		const url = fc.webUrl({ withFragments: true, withQueryParameters: true });
		fc.assert(
			fc.property(fc.string(), url, fc.string(), url, (before, one, between, other) => {
				const dead = withoutLiveUrls(before + one + between + other);
				expect(dead).not.toMatch(/(?:https?|ftp):\/\//i);
				expect(withoutLiveUrls(dead)).toBe(dead);
			}),
		);
	});
});
