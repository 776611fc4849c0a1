import { MAX_ROW_CHARACTERS } from "@/lib/sources/import/csv";
import { type AnswerPiece, AnswerSplitter } from "@/lib/sources/import/json-answer";
import { rowsOf } from "@/lib/sources/import/json-rows";
import { refuseForeign, shapeOf } from "@/lib/sources/import/json-shape";
import { type JsonPiece, JsonText, tooLong } from "@/lib/sources/import/json-text";
import type { ImportSource, ReadOptions, SourceRow } from "@/lib/sources/import/source";
import { NotTextError, notText, readHead, readText } from "@/lib/sources/import/text";

/** Rows of one value are handed on in batches of this many. */
const BATCH_ROWS = 1_000;

/**
 * Opens a file that is a JSON array of rows, rows one after another (JSON lines, or laid out over several), or the
 * answer of a service with rows in it.
 * @throws AppError `invalid_input` when what is in it is known not to be rows.
 */
export async function openJson(
	options: ReadOptions,
	begins: "json-array" | "json-lines",
): Promise<ImportSource> {
	const head = await readHead(options);
	refuseForeign(head, options.fileName);
	const { format, answer } = shapeOf(head, begins);
	return {
		format,
		textual: false,
		header: null,
		answer,
		async *rows() {
			const splitter: {
				line: number;
				push(text: string): (JsonPiece | AnswerPiece)[];
				end(): typeof pieces;
			} = format === "json-answer" ? new AnswerSplitter() : new JsonSplitter(format);
			let pieces: (JsonPiece | AnswerPiece)[];
			try {
				for await (const text of readText(options)) {
					pieces = splitter.push(text);
					yield* batches(pieces);
				}
			} catch (error) {
				if (error instanceof NotTextError) throw notText(options.fileName, splitter.line, error);
				throw error;
			}
			yield* batches(splitter.end());
		},
	};
}

function* batches(pieces: readonly (JsonPiece | AnswerPiece)[]): Generator<SourceRow[]> {
	let batch: SourceRow[] = [];
	for (const piece of pieces) {
		for (const row of rowsOf(piece)) {
			if (batch.push(row) < BATCH_ROWS) continue;
			yield batch;
			batch = [];
		}
	}
	if (batch.length > 0) yield batch;
}

/** Cuts text into the values of an array, or into values that follow one another. */
export class JsonSplitter extends JsonText {
	/** Within a line that has been told to be too long. */
	#longLine = false;
	#expect: "open" | "value" | "separator" | "done";
	/** One value a line, if that is how the file begins; null until its first line is known. */
	#byLine: boolean | null;

	constructor(readonly format: "json-array" | "json-lines") {
		super();
		this.#expect = format === "json-array" ? "open" : "value";
		this.#byLine = format === "json-array" ? false : null;
	}

	push(text: string): JsonPiece[] {
		this.rest += text;
		return this.#cut(false);
	}

	end(): JsonPiece[] {
		const pieces = this.#cut(true);
		if (!this.stopped && this.format === "json-array" && this.#expect !== "done") {
			pieces.push({
				line: this.line,
				column: this.column,
				text: "",
				problem: 'the text ends where "]" is expected',
			});
		}
		return pieces;
	}

	#cut(final: boolean): JsonPiece[] {
		const pieces: JsonPiece[] = [];
		if (this.#byLine === null) {
			const start = this.rest.search(/\S/);
			const feed = start === -1 ? -1 : this.rest.indexOf("\n", start);
			if (!final && feed === -1 && this.rest.length < MAX_ROW_CHARACTERS) return pieces;
			const first = this.rest.slice(Math.max(start, 0), feed === -1 ? this.rest.length : feed).trimEnd();
			// A first line that is broken but ends like a row still means one row a line.
			this.#byLine = isJson(first) || first.endsWith("}");
		}
		while (!this.stopped && (this.#byLine ? this.#cutLine(pieces, final) : this.#cutValue(pieces, final)));
		return pieces;
	}

	#cutLine(pieces: JsonPiece[], final: boolean): boolean {
		const feed = this.rest.indexOf("\n");
		if (feed === -1 && !(final || this.#longLine || this.rest.length > MAX_ROW_CHARACTERS)) return false;
		const line = feed === -1 ? this.rest : this.rest.slice(0, feed);
		if (line === "" && feed === -1) return false;
		// Of a line that is too long only its start is told; the rest of it is no other row.
		const passedOver = this.#longLine;
		this.#longLine = feed === -1;
		if (passedOver) {
			this.advance(feed === -1 ? line.length : feed + 1);
			return true;
		}
		const lead = line.search(/\S/);
		const at = { line: this.line, column: this.column + Math.max(lead, 0) };
		if (line.length > MAX_ROW_CHARACTERS) pieces.push({ ...at, text: "", problem: tooLong });
		else if (lead !== -1) pieces.push({ ...at, text: line.trim() });
		this.advance(feed === -1 ? line.length : feed + 1);
		return true;
	}

	#cutValue(pieces: JsonPiece[], final: boolean): boolean {
		this.skipBlank();
		if (this.rest === "") return false;
		const at = { line: this.line, column: this.column };
		const first = this.rest[0] as string;
		if (this.#expect === "open") {
			this.advance(1);
			this.#expect = "value";
			return true;
		}
		if (this.#expect === "done")
			return this.stop(pieces, `${JSON.stringify(first)} stands after the end of the array`);
		if (this.format === "json-array" && first === "]") {
			this.advance(1);
			this.#expect = "done";
			return true;
		}
		if (this.#expect === "separator") {
			this.#expect = "value";
			if (first === ",") this.advance(1);
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
		const end = this.scan(final);
		if (end === null) return false;
		if (end > MAX_ROW_CHARACTERS) return this.stop(pieces, tooLong);
		if (end === 0) return this.stop(pieces, `${JSON.stringify(first)} stands where a row is expected`);
		pieces.push({ ...at, text: this.rest.slice(0, end) });
		this.advance(end);
		this.#expect = "separator";
		return true;
	}
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
