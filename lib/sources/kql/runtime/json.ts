/** A JSON value that keeps each number as it was written: a dynamic may hold longs beyond 2^53. */
export type Json = string | boolean | null | JsonNumber | Json[] | JsonBag;
export type JsonBag = Map<string, Json>;

export class JsonNumber {
	readonly raw: string;
	constructor(raw: string) {
		this.raw = raw;
	}
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SPACE = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\]|\\.)*"/sy;
const MAX_DEPTH = 500;

/** Parses JSON text; undefined where it is not JSON. */
export function parseJson(text: string): Json | undefined {
	let position = 0;
	const match = (pattern: RegExp): string | null => {
		pattern.lastIndex = position;
		const found = pattern.exec(text)?.[0] ?? null;
		if (found !== null) position += found.length;
		return found;
	};
	const fail = (): never => {
		throw new SyntaxError("not JSON");
	};
	const word = (spelling: string, value: Json): Json => {
		if (!text.startsWith(spelling, position)) fail();
		position += spelling.length;
		return value;
	};
	const string = (): string => JSON.parse(match(STRING) ?? fail()) as string;
	const list = (close: string, element: () => void) => {
		position += 1;
		match(SPACE);
		if (text[position] === close) {
			position += 1;
			return;
		}
		for (;;) {
			element();
			match(SPACE);
			const next = text[position];
			position += 1;
			if (next === close) return;
			if (next !== ",") fail();
		}
	};
	const value = (depth: number): Json => {
		if (depth > MAX_DEPTH) fail();
		match(SPACE);
		switch (text[position]) {
			case "{": {
				const bag: JsonBag = new Map();
				list("}", () => {
					match(SPACE);
					const key = string();
					match(SPACE);
					if (text[position] !== ":") fail();
					position += 1;
					bag.set(key, value(depth + 1));
				});
				return bag;
			}
			case "[": {
				const array: Json[] = [];
				list("]", () => array.push(value(depth + 1)));
				return array;
			}
			case '"':
				return string();
			case "t":
				return word("true", true);
			case "f":
				return word("false", false);
			case "n":
				return word("null", null);
			default:
				return new JsonNumber(match(NUMBER) ?? fail());
		}
	};
	try {
		const parsed = value(0);
		match(SPACE);
		return position === text.length ? parsed : undefined;
	} catch {
		return undefined;
	}
}

export function writeJson(value: Json): string {
	if (value instanceof JsonNumber) return value.raw;
	if (Array.isArray(value)) return `[${value.map(writeJson).join(",")}]`;
	if (value instanceof Map) {
		return `{${[...value].map(([key, member]) => `${JSON.stringify(key)}:${writeJson(member)}`).join(",")}}`;
	}
	return JSON.stringify(value);
}

/** A dynamic column's text as JSON; null for SQL NULL and for JSON null. */
export function readDynamic(text: string | null): Json {
	return text === null ? null : (parseJson(text) ?? null);
}

/** The text a dynamic column holds: SQL NULL for JSON null. */
export function dynamicText(value: Json): string | null {
	return value === null ? null : writeJson(value);
}

/** A value's identity, for sets: 1 and 1.0 are one number. */
export function identity(value: Json): string {
	return value instanceof JsonNumber ? String(Number(value.raw)) : writeJson(value);
}
