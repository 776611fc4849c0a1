import { withoutLiveUrls } from "@/lib/core/visible-text";

// Controls other than a line's end, zero-width and bidirectional formatting: what could hide or reorder text.
const UNSAFE =
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a screen
	/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** A value of the audit as text to look at: URLs defanged, and characters that would hide or reorder it written out. */
export function valueText(value: unknown): string {
	const text = typeof value === "string" ? value : JSON.stringify(value);
	return withoutLiveUrls(text).replace(
		UNSAFE,
		(character) => `\\u${character.codePointAt(0)?.toString(16).padStart(4, "0")}`,
	);
}
