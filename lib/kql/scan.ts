/** A piece of a query's text; `end` is exclusive. Brackets and words count in code alone. */
export interface KqlPiece {
	readonly kind: "code" | "string" | "comment";
	readonly start: number;
	readonly end: number;
}

/**
 * Comments and literals of text, as the language has them. A text that is not closed ends with its line, and a fence
 * that is not closed is no text: what the parser would read as code must not pass for one.
 */
const NOT_CODE =
	/(?<comment>\/\/[^\r\n\u0085\u2028\u2029]*)|[hH]?(?:@"(?:[^"\r\n]|"")*"?|@'(?:[^'\r\n]|'')*'?|```[\s\S]*?```|~~~[\s\S]*?~~~|"(?:[^"\\\r\n]|\\.)*"?|'(?:[^'\\\r\n]|\\.)*'?)/g;

/** Cuts a query into code, texts and comments, in one pass and without parsing it: safe for whatever somebody wrote. */
export function scanKql(kql: string): KqlPiece[] {
	const pieces: KqlPiece[] = [];
	let position = 0;
	const code = (end: number) => {
		if (end > position) pieces.push({ kind: "code", start: position, end });
	};
	for (const found of kql.matchAll(NOT_CODE)) {
		code(found.index);
		position = found.index + found[0].length;
		pieces.push({ kind: found.groups?.comment ? "comment" : "string", start: found.index, end: position });
	}
	code(kql.length);
	return pieces;
}

/** The query with its comments blanked out; what is left stands where it stood. */
export function withoutComments(kql: string): string {
	return scanKql(kql)
		.map(({ kind, start, end }) => {
			const text = kql.slice(start, end);
			return kind === "comment" ? " ".repeat(text.length) : text;
		})
		.join("");
}

/** Brackets within brackets. Queries people write have some ten; the parser's time grows faster than their number. */
export const MAX_BRACKETS = 128;

/** Offset of the first bracket that is nested too deeply to be parsed, or null. */
export function tooDeepAt(kql: string): number | null {
	let depth = 0;
	for (const { kind, start, end } of scanKql(kql)) {
		if (kind !== "code") continue;
		for (let at = start; at < end; at++) {
			const character = kql[at];
			if (character === "(" || character === "[" || character === "{") {
				depth += 1;
				if (depth > MAX_BRACKETS) return at;
			} else if (character === ")" || character === "]" || character === "}") depth = Math.max(0, depth - 1);
		}
	}
	return null;
}
