import { AppError } from "@/lib/errors";
import { MAX_ROW_CHARACTERS } from "@/lib/workspaces/import/csv";
import {
	type JsonPath,
	JsonSyntaxError,
	locateJson,
	placeInText,
	walkJson,
} from "@/lib/workspaces/import/json-walk";
import type { ImportSource, ReadOptions, SourceRow, TextPlace } from "@/lib/workspaces/import/source";
import { NotTextError, readText } from "@/lib/workspaces/import/text";

/** The text of one value of the file, and where it starts. */
interface JsonPiece extends TextPlace {
	readonly text: string;
	/** Set when the text between the values is wrong. */
	readonly problem?: string;
}

/** Opens a file that is a JSON array of rows, or rows one after another (JSON lines, or laid out over several). */
export function openJson(options: ReadOptions, format: "json-array" | "json-lines"): ImportSource {
	return {
		format,
		textual: false,
		header: null,
		async *rows() {
			const splitter = new JsonSplitter(format);
			try {
				for await (const text of readText(options)) {
					const rows = splitter.push(text).flatMap(toRows);
					if (rows.length > 0) yield rows;
				}
			} catch (error) {
				if (!(error instanceof NotTextError)) throw error;
				throw new AppError(
					"invalid_input",
					`${options.fileName} is not UTF-8 text after line ${splitter.line}.`,
					{
						places: [{ file: options.fileName, line: splitter.line, column: 1, message: "not UTF-8 text" }],
						remedy: "Save it as UTF-8 and import it again.",
					},
				);
			}
			const rows = splitter.end().flatMap(toRows);
			if (rows.length > 0) yield rows;
		},
	};
}

/** The rows in one value: itself, the row in a streaming envelope, or the records in a batch of either. */
function toRows(piece: JsonPiece): SourceRow[] {
	if (piece.problem !== undefined) return [refusal(piece, piece, piece.problem)];
	let value: unknown;
	try {
		value = JSON.parse(piece.text);
	} catch {
		try {
			walkJson(piece.text);
		} catch (error) {
			if (error instanceof JsonSyntaxError) {
				return [refusal(piece, placeInText(piece.text, error.offset, piece), error.message)];
			}
		}
		return [refusal(piece, piece, "the text is not JSON")];
	}
	if (isObject(value)) {
		for (const key of ["records", "Results"]) {
			const batch = value[key];
			if (Array.isArray(batch)) return batch.map((row, index) => toRow(piece, [key, index], row));
		}
	}
	return [toRow(piece, [], value)];
}

function toRow(piece: JsonPiece, path: JsonPath, value: unknown): SourceRow {
	const placeAt = (steps: JsonPath) =>
		placeInText(piece.text, locateJson(piece.text, [...path, ...steps]).start, piece);
	if (!isObject(value)) return refusal(piece, placeAt([]), "the row is not a JSON object");
	const start = path.length === 0 ? piece : placeAt([]);
	let inner = value;
	let steps: JsonPath = [];
	let envelope: Pick<SourceRow, "table" | "envelopeTime"> = {};
	if (isObject(value.properties) && typeof value.category === "string" && "time" in value) {
		const table = /^AdvancedHunting-(\w+)$/.exec(value.category)?.[1];
		if (table === undefined) {
			return refusal(
				piece,
				placeAt(["category"]),
				'the category of the envelope is not "AdvancedHunting-" and a table',
			);
		}
		inner = value.properties;
		steps = ["properties"];
		envelope = { table, envelopeTime: value.time };
	}
	const keys = Object.keys(inner);
	return {
		line: start.line,
		column: start.column,
		...envelope,
		keys,
		values: Object.values(inner),
		place: (index) => placeAt([...steps, keys[index] ?? ""]),
		raw: (index) => {
			const { start: from, end } = locateJson(piece.text, [...path, ...steps, keys[index] ?? ""]);
			return piece.text.slice(from, end);
		},
	};
}

function refusal(piece: TextPlace, at: TextPlace, message: string): SourceRow {
	return { line: at.line, column: at.column, refused: message, keys: [], values: [], place: () => piece };
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Cuts text into the values of an array, or into values that follow one another. */
export class JsonSplitter {
	line = 1;
	#column = 1;
	#rest = "";
	/** Where scanning of `#rest` is to go on, so that a long value is not scanned again for each piece of text. */
	#resume: Scan | null = null;
	#stopped = false;
	#expect: "open" | "value" | "separator" | "done";
	/** One value a line, if that is how the file begins; null until its first line is known. */
	#byLine: boolean | null;

	constructor(readonly format: "json-array" | "json-lines") {
		this.#expect = format === "json-array" ? "open" : "value";
		this.#byLine = format === "json-array" ? false : null;
	}

	push(text: string): JsonPiece[] {
		this.#rest += text;
		return this.#cut(false);
	}

	end(): JsonPiece[] {
		const pieces = this.#cut(true);
		if (!this.#stopped && this.format === "json-array" && this.#expect !== "done") {
			pieces.push({
				line: this.line,
				column: this.#column,
				text: "",
				problem: 'the text ends where "]" is expected',
			});
		}
		return pieces;
	}

	#cut(final: boolean): JsonPiece[] {
		const pieces: JsonPiece[] = [];
		if (this.#byLine === null) {
			const first = /\S[^\n]*/.exec(this.#rest)?.[0];
			if (!final && !/\S[^\n]*\n/.test(this.#rest) && this.#rest.length < MAX_ROW_CHARACTERS) return pieces;
			// A first line that is broken but ends like a row still means one row a line.
			this.#byLine = first !== undefined && (isJson(first) || /\}\s*$/.test(first));
		}
		while (!this.#stopped && (this.#byLine ? this.#cutLine(pieces, final) : this.#cutValue(pieces, final)));
		return pieces;
	}

	#cutLine(pieces: JsonPiece[], final: boolean): boolean {
		const feed = this.#rest.indexOf("\n");
		if (feed === -1 && !(final || this.#rest.length > MAX_ROW_CHARACTERS)) return false;
		const line = feed === -1 ? this.#rest : this.#rest.slice(0, feed);
		if (line === "" && feed === -1) return false;
		const lead = line.search(/\S/);
		const at = { line: this.line, column: this.#column + Math.max(lead, 0) };
		if (line.length > MAX_ROW_CHARACTERS) pieces.push({ ...at, text: "", problem: tooLong });
		else if (lead !== -1) pieces.push({ ...at, text: line.trim() });
		this.#advance(feed === -1 ? line.length : feed + 1);
		return true;
	}

	#cutValue(pieces: JsonPiece[], final: boolean): boolean {
		const blank = this.#resume === null ? (/^\s+/.exec(this.#rest)?.[0].length ?? 0) : 0;
		this.#advance(blank);
		if (this.#rest === "") return false;
		const at = { line: this.line, column: this.#column };
		const first = this.#rest[0] as string;
		if (this.#expect === "open") {
			this.#advance(1);
			this.#expect = "value";
			return true;
		}
		if (this.#expect === "done")
			return this.#stop(pieces, `${JSON.stringify(first)} stands after the end of the array`);
		if (this.format === "json-array" && first === "]") {
			this.#advance(1);
			this.#expect = "done";
			return true;
		}
		if (this.#expect === "separator") {
			this.#expect = "value";
			if (first === ",") this.#advance(1);
			else if (this.format === "json-array") {
				// Two values with nothing between them: told, and read on as if the comma were there.
				pieces.push({
					...at,
					text: "",
					problem: `${JSON.stringify(first)} stands where "," or "]" is expected`,
				});
			}
			return true;
		}
		const end = this.#scan(final);
		if (end === null) return false;
		if (end > MAX_ROW_CHARACTERS) return this.#stop(pieces, tooLong);
		if (end === 0) return this.#stop(pieces, `${JSON.stringify(first)} stands where a row is expected`);
		pieces.push({ ...at, text: this.#rest.slice(0, end) });
		this.#advance(end);
		this.#expect = "separator";
		return true;
	}

	/** The end of the value at the start of `#rest`; null when more text is needed. */
	#scan(final: boolean): number | null {
		const text = this.#rest;
		let { at, depth, inString } = this.#resume ?? { at: 0, depth: 0, inString: false };
		for (; at < text.length; at++) {
			const char = text[at];
			if (inString) {
				if (char === "\\") at++;
				else if (char === '"') inString = false;
			} else if (char === '"') inString = true;
			else if (char === "{" || char === "[") depth++;
			else if (char === "}" || char === "]") depth--;
			else if (depth > 0 || (char !== "," && !/\s/.test(char as string))) continue;
			if (depth < 0 || (depth === 0 && !inString)) {
				this.#resume = null;
				return depth < 0 || char === "," || /\s/.test(char as string) ? at : at + 1;
			}
		}
		this.#resume = { at, depth, inString };
		if (!final && text.length <= MAX_ROW_CHARACTERS) return null;
		this.#resume = null;
		return text.length;
	}

	/** Gives up on the rest of the file: nothing tells where the next row would start. */
	#stop(pieces: JsonPiece[], problem: string): false {
		pieces.push({
			line: this.line,
			column: this.#column,
			text: "",
			problem: `${problem}; nothing after it was read`,
		});
		this.#stopped = true;
		return false;
	}

	#advance(count: number): void {
		const gone = this.#rest.slice(0, count);
		({ line: this.line, column: this.#column } = placeInText(gone, count, {
			line: this.line,
			column: this.#column,
		}));
		this.#rest = this.#rest.slice(count);
	}
}

interface Scan {
	readonly at: number;
	readonly depth: number;
	readonly inString: boolean;
}

const tooLong = `the row is longer than ${MAX_ROW_CHARACTERS} characters`;

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
