import { describe, expect, it } from "vitest";
import { defang, defangedHost } from "./defang";
import { firstFound, refang, searchWords } from "./search-words";
import { visibleText } from "./visible-text";

describe("refang", () => {
	it.each([
		["hxxps://bad[.]example/a", "https://bad.example/a"],
		["hXXp[:]//bad(.)example", "http://bad.example"],
		["hxxp[://]bad[dot]example", "http://bad.example"],
		["bad (dot) example", "bad.example"],
		["fxp://files{.}example", "ftp://files.example"],
		["kim[@]contoso[.]example", "kim@contoso.example"],
		["kim (at) contoso [dot] example", "kim@contoso.example"],
		["https://a.example/?u=hxxp://b[.]example", "https://a.example/?u=http://b.example"],
		["javascript[:]alert(1)", "javascript:alert(1)"],
		["a.b (c) d", "a.b (c) d"],
	])("%s", (text, live) => {
		expect(refang(text)).toBe(live);
	});
});

describe("searchWords", () => {
	it("is one group of forms for each word, in lower case", () => {
		expect(searchWords("  Invoice\tKIM invoice ")).toEqual([["invoice"], ["kim"]]);
		expect(searchWords(" ")).toEqual([]);
	});
	it.each([
		"https://login.bad.example/a?b=c&u=http://other.example/",
		"HTTP://user@bad.example:8080/\u202egpj.exe",
		"ftp://files.example/x",
		"javascript:alert(1)",
		"10.0.0.1",
	])("finds %j by the text a page shows for it", (url) => {
		for (const shown of [defang(url), visibleText(url)]) {
			expect(searchWords(shown).flat()).toContain(url.toLowerCase());
		}
		const host = refang(defangedHost(url));
		expect(searchWords(defangedHost(url)).flat()).toContain(host.toLowerCase());
	});
	it("finds defanged text by its original", () => {
		expect(searchWords("http://bad.example/x")[0]).toContain("hxxp://bad[.]example/x");
		expect(searchWords("bad.example")[0]).toContain("bad[.]example");
	});
	it("returns the form found in a text, for its excerpt", () => {
		expect(firstFound(searchWords("nothing bad[.]example"), "At BAD.example today")).toBe("bad.example");
	});
});
