import { expect, it } from "vitest";
import { sizeText } from "./size-text";

it.each([
	[0, "0 B"],
	[999, "999 B"],
	[1_000, "1.0 KB"],
	[4_249_000, "4.2 MB"],
	[123_400_000, "123 MB"],
	[7_000_000_000_000_000, "7000 TB"],
])("%d bytes are %s", (bytes, text) => {
	expect(sizeText(bytes)).toBe(text);
});
