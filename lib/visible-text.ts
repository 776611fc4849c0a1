/**
 * Text from elsewhere, made to show what it holds: characters that take no room, or turn the direction of what
 * follows (Unicode TR 36, "bidirectional text spoofing"), are written out as `\u{202e}`.
 */

/** Controls, formats (bidirectional and zero-width ones among them), separators, fillers that look like nothing. */
const UNSEEN = /\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}|\u115f|\u1160|\u17b4|\u17b5|\u3164|\uffa0|[\ufe00-\ufe0f]/gu;
/** In prose a line's end and a tab are meant, and joiners and direction marks belong to scripts and emoji. */
const TRICKS =
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a screen
	/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu;

const written = (character: string) => `\\u{${character.codePointAt(0)?.toString(16)}}`;

/** For names, addresses and identifiers: everything unseen is written out. */
export function visibleText(text: string): string {
	return text.replace(UNSEEN, written);
}

/** For queries and documents: the same, but for what sets them out. */
export function visibleCode(text: string): string {
	return text
		.replace(/\r\n?/g, "\n")
		.replace(UNSEEN, (character) => (/[\n\t]/.test(character) ? character : written(character)));
}

/** For what people write: only what hides or reorders is written out. */
export function visibleProse(text: string): string {
	return text.replace(/\r\n?/g, "\n").replace(TRICKS, written);
}
