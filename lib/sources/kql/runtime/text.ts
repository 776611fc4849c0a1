import { readDynamic } from "./json";

/** Letters and digits, the characters terms are made of. */
const TERM = /[\p{L}\p{N}]/u;

function lower(text: string): string {
	return text.toLowerCase();
}

/** KQL `has` and its kin: `term` occurs in `text` at term boundaries. */
export function has(
	text: string,
	term: string,
	caseSensitive: boolean,
	side: "both" | "prefix" | "suffix",
): boolean {
	const haystack = caseSensitive ? text : lower(text);
	const needle = caseSensitive ? term : lower(term);
	if (needle === "") return true;
	const characters = [...needle];
	const startsTerm = side !== "suffix" && TERM.test(characters[0] ?? "");
	const endsTerm = side !== "prefix" && TERM.test(characters.at(-1) ?? "");
	for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + 1)) {
		const before = [...haystack.slice(Math.max(0, at - 2), at)].at(-1) ?? "";
		const after = [...haystack.slice(at + needle.length, at + needle.length + 2)][0] ?? "";
		if (!(startsTerm && TERM.test(before)) && !(endsTerm && TERM.test(after))) return true;
	}
	return false;
}

/** has_any / has_all over a dynamic array of terms. */
export function hasTerms(text: string, terms: string | null, all: boolean): boolean {
	const value = readDynamic(terms);
	const list = (Array.isArray(value) ? value : [value]).map((term) =>
		typeof term === "string" ? term : String(term),
	);
	return all
		? list.every((term) => has(text, term, false, "both"))
		: list.some((term) => has(text, term, false, "both"));
}

/** split(): the parts as a JSON array; only the part at `index` where one is asked for. */
export function split(text: string, delimiter: string, index: bigint | null): string | null {
	const parts = delimiter === "" ? [text] : text.split(delimiter);
	if (index === null) return JSON.stringify(parts);
	const part = parts[Number(index)];
	return JSON.stringify(part === undefined ? [] : [part]);
}

/** indexof(): in characters, from `start` within `length`, the `occurrence`-th; -1 where there is none. */
export function indexOf(
	text: string,
	lookup: string,
	start: bigint,
	length: bigint,
	occurrence: bigint,
): bigint | null {
	const characters = [...text];
	let from = Number(start);
	if (from < 0) from = Math.max(0, characters.length + from);
	if (from > characters.length || occurrence < 1n || length < -1n)
		return occurrence < 1n || length < -1n ? null : -1n;
	const end = length < 0n ? characters.length : Math.min(characters.length, from + Number(length));
	const window = characters.slice(from, end).join("");
	let at = -1;
	for (let found = 0n; found < occurrence; found++) {
		at = window.indexOf(lookup, at + 1);
		if (at < 0) return -1n;
	}
	return BigInt(from + [...window.slice(0, at)].length);
}

export function reverse(text: string): string {
	return [...text].reverse().join("");
}

export function base64Decode(text: string): string {
	if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return "";
	return Buffer.from(text, "base64").toString("utf8");
}

export function base64Bytes(text: string): string | null {
	if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return null;
	return JSON.stringify([...Buffer.from(text, "base64")]);
}

export function codepoints(text: string): string {
	return JSON.stringify([...text].map((character) => character.codePointAt(0)));
}

export function parseCsvLine(text: string): string {
	const fields: string[] = [];
	let position = 0;
	const line = /^[^\r\n]*/.exec(text)?.[0] ?? "";
	const quoted = /"((?:[^"]|"")*)"/y;
	for (;;) {
		quoted.lastIndex = position;
		const match = quoted.exec(line);
		if (match) {
			fields.push((match[1] ?? "").replaceAll('""', '"'));
			position = quoted.lastIndex;
		} else {
			const end = line.indexOf(",", position);
			fields.push(line.slice(position, end < 0 ? undefined : end));
			position = end < 0 ? line.length : end;
		}
		if (line[position] !== ",") break;
		position += 1;
	}
	return JSON.stringify(fields);
}

/** translate(): each character of `search` becomes the one at its place in `replacement`, whose last is repeated. */
export function translateCharacters(search: string, replacement: string, text: string): string {
	const from = [...search];
	const to = [...replacement];
	const mapping = new Map(from.map((character, index) => [character, to[index] ?? to.at(-1) ?? ""]));
	return [...text].map((character) => mapping.get(character) ?? character).join("");
}
