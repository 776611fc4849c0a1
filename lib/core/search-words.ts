import { withoutLiveUrls } from "./visible-text";

/** A defanged address as what it stands for: `hxxps://bad[.]example` and `bad (dot) example` are live again. */
export function refang(text: string): string {
	return text
		.replace(/\s*[[({]\s*(?:\.|dot)\s*[\])}]\s*/gi, ".")
		.replace(/[[({]\s*(:\/\/|:|\/)\s*[\])}]/g, "$1")
		.replace(/\s*[[({]\s*(?:@|at)\s*[\])}]\s*/gi, "@")
		.replace(/(?<![a-z0-9])h(?:xx|\*\*)p(s?)(?=:|$)/gi, "http$1")
		.replace(/(?<![a-z0-9])fxp(s?)(?=:|$)/gi, "ftp$1");
}

/**
 * What is typed or pasted into a search, as words that all have to be found, each in the forms it may be stored in:
 * as typed, as the address that it stands for, and defanged as people write it. In lower case.
 */
export function searchWords(text: string): readonly (readonly string[])[] {
	return [...new Set(joined(text.toLowerCase()).split(/\s+/))].filter((word) => word !== "").map(searchForms);
}

/** A word or a phrase in the forms that it may be stored in, in lower case; none of an empty one. */
export function searchForms(text: string): readonly string[] {
	const typed = text.trim().toLowerCase();
	const live = refang(shownCharacters(typed));
	const dead = live.includes("://") ? withoutLiveUrls(live) : live.replace(/\.(?=\w)/g, "[.]");
	return [...new Set([typed, live, dead])].filter((form) => form !== "");
}

/** The first word, in the form that stands in the text: what an excerpt shows. */
export function firstFound(words: readonly (readonly string[])[], text: string): string {
	const lower = text.toLowerCase();
	return words.flat().find((form) => lower.includes(form)) ?? "";
}

/** `bad (dot) example` is one word. */
function joined(text: string): string {
	return text.replace(/\s*([[({])\s*(\.|dot|:|@|at)\s*([\])}])\s*/g, "$1$2$3");
}

/** What the pages write out as `\u{202e}` is stored as the character. PostgreSQL holds neither NUL nor half a pair. */
function shownCharacters(word: string): string {
	return word.replace(
		/\\u(?:\{([0-9a-f]{1,6})\}|([0-9a-f]{4}))/g,
		(shown, braced?: string, plain?: string) => {
			const point = Number.parseInt(braced ?? plain ?? "", 16);
			const stored = point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
			return stored ? String.fromCodePoint(point) : shown;
		},
	);
}
