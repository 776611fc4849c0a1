import fc from "fast-check";
import { expect, it } from "vitest";
import { cutText } from "./text-rules";

it("cuts to the length and marks the cut, never within a surrogate pair", () => {
	expect(cutText("abcdef", 6)).toBe("abcdef");
	expect(cutText("abcdef", 4)).toBe("abc…");
	expect(cutText("a😀b😀", 3)).toBe("a…");
	expect(cutText("a😀b😀", 4)).toBe("a😀…");
	fc.assert(
		fc.property(
			fc.string({ unit: "grapheme", maxLength: 40 }),
			fc.integer({ min: 1, max: 30 }),
			(text, most) => {
				const cut = cutText(text, most);
				expect(cut.length).toBeLessThanOrEqual(most);
				expect(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/.test(cut)).toBe(false);
				expect(text.startsWith(cut.replace(/…$/, ""))).toBe(true);
			},
		),
	);
});
