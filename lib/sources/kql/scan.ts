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

/** Names that the let statements of a query mention when each is written out. A query that people write has hundreds. */
export const MAX_EXPANSION = 10_000;

/** A let statement that is being read. */
interface Written {
	readonly name: string | null;
	readonly start: number;
	readonly depth: number;
	size: number;
}

/**
 * Offset of the statement whose mentions of earlier let statements, each written out with what it mentions in turn, are
 * too many, or null. The parser follows them one by one: `let t1 = union t0, t0; let t2 = union t1, t1; …` doubles with
 * each line.
 */
export function tooLargeAt(kql: string): number | null {
	const sizes = new Map<string, number>();
	const open: Written[] = [{ name: null, start: 0, depth: 0, size: 0 }];
	let depth = 0;
	let naming: number | null = null;
	const close = (above: number) => {
		for (let top = open.at(-1); top && top.name !== null && top.depth >= above; top = open.at(-1)) {
			sizes.set(top.name, top.size);
			open.pop();
		}
	};
	for (const { kind, start, end } of scanKql(kql)) {
		if (kind !== "code") continue;
		for (const { 0: token, index } of kql.slice(start, end).matchAll(/[A-Za-z_]\w*|[;(){}[\]]/g)) {
			if ("({[".includes(token)) depth += 1;
			else if (token === ";") close(depth);
			else if (")}]".includes(token)) {
				close(depth);
				depth = Math.max(0, depth - 1);
			} else if (token === "let") naming = start + index;
			else if (naming !== null) {
				open.push({ name: token, start: naming, depth, size: 1 });
				naming = null;
			} else {
				const top = open.at(-1) as Written;
				top.size += sizes.get(token) ?? 0;
				if (top.size > MAX_EXPANSION) return top.start;
			}
		}
	}
	return null;
}
