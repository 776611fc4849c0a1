import { withoutLiveUrls } from "@/lib/core/visible-text";

/**
 * Rows as JSON to look at: URLs defanged wherever they stand, and characters that would reorder or hide text
 * written out, since what the rows hold comes from an attacker.
 */
export function rawText(rows: readonly Record<string, unknown>[]): string {
	return withoutLiveUrls(JSON.stringify(rows.length === 1 ? rows[0] : rows, null, 2)).replace(
		UNSAFE,
		(character) => `\\u${character.codePointAt(0)?.toString(16).padStart(4, "0")}`,
	);
}

const UNSAFE = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u061c\u2060-\u206f\ufeff]/g;
