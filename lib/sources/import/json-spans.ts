import { MAX_JSON_DEPTH } from "@/lib/sources/import/limits";
import type { TextPlace } from "@/lib/sources/import/source";

/**
 * Finding one's way in JSON text without reading it again and again: each level is gone through once, and only when
 * something in it is asked for. For text that `JSON.parse` has taken; of a text that ends early they find the start.
 */

/** What is said of JSON beyond the limit; completes "the row …" or "the value …". */
export const TOO_DEEP = `is nested deeper than ${MAX_JSON_DEPTH} levels`;

/** Whether JSON text opens more than so many objects and arrays inside one another. */
export function nestsDeeper(text: string, levels: number): boolean {
	if (text.length <= levels) return false;
	let depth = 0;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === QUOTE) at = endOfString(text, at) - 1;
		else if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
			if (++depth > levels) return true;
		} else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) depth--;
	}
	return false;
}

/** The values directly in an object or array: where each starts and ends, and its key as written in the object. */
export interface Span {
	readonly key: string | null;
	readonly start: number;
	readonly end: number;
}

/** The spans in the object or array that starts at `from`; none when something else does. */
export function* spansIn(text: string, from: number): Generator<Span> {
	let at = skipBlank(text, from);
	const open = text.charCodeAt(at);
	if (open !== OPEN_OBJECT && open !== OPEN_ARRAY) return;
	at = skipBlank(text, at + 1);
	while (at < text.length && text.charCodeAt(at) !== CLOSE_OBJECT && text.charCodeAt(at) !== CLOSE_ARRAY) {
		let key: string | null = null;
		if (open === OPEN_OBJECT) {
			const end = endOfString(text, at);
			key = readKey(text.slice(at, end));
			if (key === null) return;
			at = skipBlank(text, end);
			if (text.charCodeAt(at) !== COLON) return;
			at = skipBlank(text, at + 1);
		}
		const end = endOfValue(text, at);
		if (end === at) return;
		yield { key, start: at, end };
		at = skipBlank(text, end);
		if (text.charCodeAt(at) !== COMMA) return;
		at = skipBlank(text, at + 1);
	}
}

/** A value within a text, whose place and children are found when they are asked for, each once. */
export class JsonNode {
	#span: { readonly start: number; readonly end: number } | null = null;
	#children: ReadonlyMap<string | number, Span> | null = null;

	private constructor(
		readonly source: PlacedText,
		readonly find: () => { readonly start: number; readonly end: number },
	) {}

	static root(source: PlacedText): JsonNode {
		return new JsonNode(source, () => ({ start: 0, end: source.text.length }));
	}

	/** The value under a key (the last one, as `JSON.parse` has it) or at an index. */
	child(step: string | number): JsonNode {
		return new JsonNode(this.source, () => this.#childSpan(step));
	}

	/** The text of the value as written. */
	get text(): string {
		const { start, end } = this.#found();
		return this.source.text.slice(start, end);
	}

	get place(): TextPlace {
		return this.source.place(this.#found().start);
	}

	#found() {
		this.#span ??= this.find();
		return this.#span;
	}

	#childSpan(step: string | number): { readonly start: number; readonly end: number } {
		const { start, end } = this.#found();
		if (this.#children === null) {
			const children = new Map<string | number, Span>();
			let index = 0;
			for (const span of spansIn(this.source.text, start)) children.set(span.key ?? index++, span);
			this.#children = children;
		}
		return this.#children.get(step) ?? { start, end };
	}
}

/** Text with the place it starts at in its file. */
export class PlacedText {
	/** Offsets after each line feed; null until a place is asked for. */
	#lines: readonly number[] | null = null;

	constructor(
		readonly text: string,
		readonly start: TextPlace,
	) {}

	/** The line and column an offset is at. */
	place(offset: number): TextPlace {
		this.#lines ??= lineStarts(this.text);
		let low = 0;
		let high = this.#lines.length;
		while (low < high) {
			const middle = (low + high) >>> 1;
			if ((this.#lines[middle] as number) <= offset) low = middle + 1;
			else high = middle;
		}
		const from = low === 0 ? undefined : this.#lines[low - 1];
		return {
			line: this.start.line + low,
			column: from === undefined ? this.start.column + offset : offset - from + 1,
		};
	}
}

function lineStarts(text: string): number[] {
	const found: number[] = [];
	for (let feed = text.indexOf("\n"); feed !== -1; feed = text.indexOf("\n", feed + 1)) found.push(feed + 1);
	return found;
}

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_ARRAY = 91;
const BACKSLASH = 92;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

function isBlank(code: number): boolean {
	return code === 32 || code === 10 || code === 13 || code === 9;
}

function skipBlank(text: string, from: number): number {
	let at = from;
	while (at < text.length && isBlank(text.charCodeAt(at))) at++;
	return at;
}

/** The offset after the string that opens at `from`. */
function endOfString(text: string, from: number): number {
	for (let at = from + 1; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === BACKSLASH) at++;
		else if (code === QUOTE) return at + 1;
	}
	return text.length;
}

function endOfValue(text: string, from: number): number {
	const first = text.charCodeAt(from);
	if (first === QUOTE) return endOfString(text, from);
	let depth = 0;
	for (let at = from; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === QUOTE) at = endOfString(text, at) - 1;
		else if (code === OPEN_OBJECT || code === OPEN_ARRAY) depth++;
		else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) {
			if (depth === 0) return at;
			if (--depth === 0) return at + 1;
		} else if (depth === 0 && (code === COMMA || isBlank(code))) return at;
	}
	return text.length;
}

function readKey(written: string): string | null {
	try {
		const key: unknown = JSON.parse(written);
		return typeof key === "string" ? key : null;
	} catch {
		return null;
	}
}
