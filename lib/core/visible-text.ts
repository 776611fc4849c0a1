/**
 * The one renderer of text that a sender, a file or a person wrote, for every page and every export that people read.
 * Characters that take no room, or turn the direction of what follows (Unicode TR 36, "bidirectional text spoofing"),
 * are written out as `\u{202e}`, and no URL in it is live: `hxxp://bad[.]example`.
 */

/** Controls, formats (bidirectional and zero-width ones among them), separators, fillers that look like nothing. */
const UNSEEN = /\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}|\u115f|\u1160|\u17b4|\u17b5|\u3164|\uffa0|[\ufe00-\ufe0f]/gu;
/** In prose a line's end and a tab are meant, and joiners and direction marks belong to scripts and emoji. */
const TRICKS =
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a screen
	/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu;

const written = (character: string) => `\\u{${character.codePointAt(0)?.toString(16)}}`;

/** What mail clients, chats and spreadsheets make a link of: a scheme with its host, or a name that begins with `www.`. */
const SCHEME = /([a-z][a-z0-9+.-]{0,30}):(?=\/\/)/gi;
const HOST = /(?<=:\/\/|\[:\]\/\/)[^\s<>"/?#\\]+|(?<![a-z0-9.\]-])www\.[^\s<>"/?#\\]+/gi;

/** For names, addresses and identifiers: everything unseen is written out, and no URL is live. */
export function visibleText(text: string): string {
	return withoutLiveUrls(text.replace(UNSEEN, written));
}

/** For queries: what is unseen is written out but for what sets them out. Addresses stay as the query needs them. */
export function visibleCode(text: string): string {
	return text
		.replace(/\r\n?/g, "\n")
		.replace(UNSEEN, (character) => (/[\n\t]/.test(character) ? character : written(character)));
}

/** For what people write: only what hides or reorders is written out, and no URL is live. */
export function visibleProse(text: string): string {
	return withoutLiveUrls(text.replace(/\r\n?/g, "\n").replace(TRICKS, written));
}

/**
 * Every URL in a text made harmless to read, to paste and to click, also those that a URL carries in its query.
 * Text that was defanged before stays as it is.
 */
export function withoutLiveUrls(text: string): string {
	return text.replace(SCHEME, (_, scheme: string) => defangScheme(scheme)).replace(HOST, withBracketedDots);
}

/** `hxxp:` for http, `fxp:` for ftp; the colon of any other scheme is bracketed. */
function defangScheme(scheme: string): string {
	const dead = scheme.replace(/http(s?)$/i, "hxxp$1").replace(/(?<!s)ftp(s?)$/i, "fxp$1");
	return /(?:hxxp|fxp)s?$/i.test(dead) ? `${dead}:` : `${dead}[:]`;
}

/** A full stop that ends a sentence is none of the host's. */
function withBracketedDots(host: string): string {
	return host.replace(/(?<!\[)\.(?!\]|\W*$)/g, "[.]");
}
