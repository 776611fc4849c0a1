import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defang, defangedHost } from "./defang";

describe("defang", () => {
	it.each([
		["https://bad.example/a.b?c=d.e", "hxxps://bad[.]example/a.b?c=d.e"],
		["HTTP://BAD.EXAMPLE", "hxxp://BAD[.]EXAMPLE"],
		["http://user:pw@bad.example:8080/", "hxxp://user:pw@bad[.]example:8080/"],
		["ftp://files.example/x", "fxp://files[.]example/x"],
		["javascript:alert(1)", "javascript[:]alert(1)"],
		["bad.example/path", "bad[.]example/path"],
		["http://[2001:db8::1]/", "hxxp://[2001:db8::1]/"],
		["", ""],
	])("%s", (url, expected) => {
		expect(defang(url)).toBe(expected);
	});

	it("shows control and bidirectional characters as codes", () => {
		expect(defang("https://bad.example/\u202egpj.exe\r\n")).toBe(
			"hxxps://bad[.]example/\\u{202e}gpj.exe\\u{d}\\u{a}",
		);
	});

	it("leaves no web URL that a client would turn into a link", () => {
		fc.assert(
			fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (url) => {
				expect(defang(url)).not.toMatch(/^https?:/i);
				expect(defang(url).split(/[/?#]/)[2]).not.toMatch(/[^[]\.[^\]]/);
			}),
		);
	});
});

describe("defangedHost", () => {
	it.each([
		["https://login.bad.example/a/b", "login[.]bad[.]example"],
		["https://good.example@bad.example/", "bad[.]example"],
		["https://bad.example:8080/a", "bad[.]example[:]8080"],
		["not a url", "not a url"],
	])("%s", (url, expected) => {
		expect(defangedHost(url)).toBe(expected);
	});
});
