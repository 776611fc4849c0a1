import { MAX_ROW_CHARACTERS } from "@/lib/sources/import/csv";
import { placeInText } from "@/lib/sources/import/json-walk";
import type { TextPlace } from "@/lib/sources/import/source";

/** The text of one value of the file, and where it starts. */
export interface JsonPiece extends TextPlace {
	readonly text: string;
	/** Set when the text between the values is wrong. */
	readonly problem?: string;
}

export const tooLong = `the row is longer than ${MAX_ROW_CHARACTERS} characters`;

interface Scan {
	readonly at: number;
	readonly depth: number;
	readonly inString: boolean;
}

/** JSON text that arrives in pieces, from which values are cut; each character is looked at once. */
export abstract class JsonText {
	line = 1;
	protected column = 1;
	protected rest = "";
	protected stopped = false;
	/** Where scanning of `rest` is to go on, so that a long value is not scanned again for each piece of text. */
	#resume: Scan | null = null;

	/** Passes over blanks; not within a value. */
	protected skipBlank(): void {
		if (this.#resume === null) this.advance(/^\s+/.exec(this.rest)?.[0].length ?? 0);
	}

	/** The end of the value at the start of `rest`; null when more text is needed. */
	protected scan(final: boolean): number | null {
		const text = this.rest;
		let { at, depth, inString } = this.#resume ?? { at: 0, depth: 0, inString: false };
		for (; at < text.length; at++) {
			const char = text[at];
			if (inString) {
				if (char === "\\") at++;
				else if (char === '"') inString = false;
			} else if (char === '"') inString = true;
			else if (char === "{" || char === "[") depth++;
			else if (char === "}" || char === "]") depth--;
			else if (depth > 0 || (char !== "," && char !== ":" && !/\s/.test(char as string))) continue;
			if (depth < 0 || (depth === 0 && !inString)) {
				this.#resume = null;
				return depth < 0 || char === "," || char === ":" || /\s/.test(char as string) ? at : at + 1;
			}
		}
		this.#resume = { at, depth, inString };
		if (!final && text.length <= MAX_ROW_CHARACTERS) return null;
		this.#resume = null;
		return text.length;
	}

	/** Gives up on the rest of the file: nothing tells where the next row would start. */
	protected stop(pieces: JsonPiece[], problem: string): false {
		pieces.push({
			line: this.line,
			column: this.column,
			text: "",
			problem: `${problem}; nothing after it was read`,
		});
		this.stopped = true;
		return false;
	}

	protected advance(count: number): void {
		if (count === 0) return;
		const gone = this.rest.slice(0, count);
		({ line: this.line, column: this.column } = placeInText(gone, count, {
			line: this.line,
			column: this.column,
		}));
		this.rest = this.rest.slice(count);
	}
}
