import { AppError } from "@/lib/core/errors";
import { MAX_ROW_BYTES } from "@/lib/sources/files/part-writer";
import type {
	HeaderField,
	ImportSource,
	ReadOptions,
	SourceRow,
	TextPlace,
} from "@/lib/sources/import/source";
import { NotTextError, notText, readText } from "@/lib/sources/import/text";

const QUOTE = 34;
const CR = 13;
const LF = 10;

/** The longest row taken, in characters, so that it also fits once written out as UTF-8 with its quotes doubled. */
export const MAX_ROW_CHARACTERS = MAX_ROW_BYTES / 4;

interface CsvRecord extends TextPlace {
	readonly fields: readonly string[];
	/** Line and column of each field, in turns. */
	readonly places: readonly number[];
	readonly problem: (TextPlace & { readonly message: string }) | null;
}

/**
 * Opens a CSV file (RFC 4180; also with `;` or tabs when its first line has those and no comma, or with what a line
 * `sep=;` before it names). Quoted line breaks, CRLF and a byte order mark are understood; empty lines are passed over.
 * @throws AppError `invalid_input` when there is no header.
 */
export async function openCsv(options: ReadOptions): Promise<ImportSource> {
	let header: CsvRecord | undefined;
	for await (const batch of records(options)) {
		header = batch[0];
		if (header) break;
	}
	if (header === undefined) throw new AppError("invalid_input", `${options.fileName} has no header line.`);
	if (header.problem) {
		throw new AppError("invalid_input", `The header of ${options.fileName} cannot be read.`, {
			places: [{ file: options.fileName, ...header.problem }],
		});
	}
	const keys = header.fields;
	const fields: HeaderField[] = keys.map((name, index) => ({ name, ...placeOf(header, index) }));
	return {
		format: "csv",
		textual: true,
		header: fields,
		async *rows() {
			let first = true;
			for await (const batch of records(options)) {
				const rows = (first ? batch.slice(1) : batch).map((record) => toRow(record, keys));
				if (batch.length > 0) first = false;
				if (rows.length > 0) yield rows;
			}
		},
	};
}

function toRow(record: CsvRecord, keys: readonly string[]): SourceRow {
	const place = (index: number) => placeOf(record, index);
	if (record.problem) {
		const { message, line, column } = record.problem;
		return { line, column, refused: message, keys, values: [], place };
	}
	if (record.fields.length !== keys.length) {
		const at = placeOf(record, Math.min(keys.length, record.fields.length - 1));
		const message = `the row has ${record.fields.length} fields, the header has ${keys.length}`;
		return { ...at, refused: message, keys, values: [], place };
	}
	return { line: record.line, column: record.column, keys, values: record.fields, place };
}

function placeOf(record: CsvRecord, index: number): TextPlace {
	return {
		line: record.places[index * 2] ?? record.line,
		column: record.places[index * 2 + 1] ?? record.column,
	};
}

async function* records(options: ReadOptions): AsyncGenerator<CsvRecord[]> {
	const parser = new CsvParser();
	try {
		for await (const text of readText(options)) yield parser.push(text);
	} catch (error) {
		if (error instanceof NotTextError) throw notText(options.fileName, parser.line, error);
		throw error;
	}
	yield parser.end();
}

/** Cuts pieces of text into records. A record is only cut once all of it has arrived. */
export class CsvParser {
	line = 1;
	#column = 1;
	#rest = "";
	#delimiter = 0;
	/** The lines before the header have been passed over. */
	#begun = false;

	push(text: string): CsvRecord[] {
		this.#rest += text;
		return this.#cut(false);
	}

	end(): CsvRecord[] {
		return this.#cut(true);
	}

	#cut(final: boolean): CsvRecord[] {
		if (!this.#begun && !this.#begin(final)) return [];
		const text = this.#rest;
		const found: CsvRecord[] = [];
		let at = 0;
		while (at < text.length) {
			const next = this.#record(text, at, final || text.length - at > MAX_ROW_CHARACTERS);
			if (next === null) break;
			if (next.record) found.push(next.record);
			at = next.end;
		}
		this.#rest = text.slice(at);
		return found;
	}

	/**
	 * Passes over the lines before the header that are about the file (`sep=;` of Excel, `#TYPE` of PowerShell) and
	 * finds out the delimiter; false when more text is needed.
	 */
	#begin(final: boolean): boolean {
		for (;;) {
			const end = this.#rest.search(/[\r\n]/);
			if (this.#rest === "" || (end === -1 && !final && this.#rest.length <= MAX_ROW_CHARACTERS))
				return false;
			const first = end === -1 ? this.#rest : this.#rest.slice(0, end);
			const separator = /^"?sep=([^"])"?$/i.exec(first)?.[1];
			if (separator === undefined && !first.startsWith("#TYPE ")) {
				if (this.#delimiter === 0) this.#delimiter = delimiterOf(first);
				this.#begun = true;
				return true;
			}
			// The line feed of a CRLF may be still to come.
			if (this.#rest[end] === "\r" && end + 1 === this.#rest.length && !final) return false;
			if (separator !== undefined) this.#delimiter = separator.charCodeAt(0);
			this.#rest = end === -1 ? "" : this.#rest.slice(end + (this.#rest.startsWith("\r\n", end) ? 2 : 1));
			this.line++;
		}
	}

	/** The record that starts at `from`, or null when more text is needed to see its end. */
	#record(text: string, from: number, final: boolean): { record: CsvRecord | null; end: number } | null {
		const { line: startLine } = this;
		const startColumn = this.#column;
		const fields: string[] = [];
		const places: number[] = [];
		let problem: CsvRecord["problem"] = null;
		let line = startLine;
		// Where the current line would begin in `text`, so that columns are differences.
		let lineStart = from - (startColumn - 1);
		let at = from;
		const delimiter = this.#delimiter;
		for (;;) {
			places.push(line, at - lineStart + 1);
			let value: string;
			if (text.charCodeAt(at) === QUOTE) {
				const opened = { line, column: at - lineStart + 1 };
				let close = text.indexOf('"', at + 1);
				while (close !== -1 && text.charCodeAt(close + 1) === QUOTE) close = text.indexOf('"', close + 2);
				if (close === -1 || (close + 1 >= text.length && !final)) {
					if (!final) return null;
					return this.#unclosed(text, from, opened);
				}
				value = text.slice(at + 1, close);
				if (value.includes('""')) value = value.replaceAll('""', '"');
				for (
					let feed = text.indexOf("\n", at);
					feed !== -1 && feed < close;
					feed = text.indexOf("\n", feed + 1)
				) {
					line++;
					lineStart = feed + 1;
				}
				at = close + 1;
				const after = at;
				while (at < text.length && !isEnd(text.charCodeAt(at), delimiter)) at++;
				if (at > after && problem === null) {
					problem = { line, column: after - lineStart + 1, message: "text follows a closing quote" };
				}
			} else {
				const start = at;
				while (at < text.length && !isEnd(text.charCodeAt(at), delimiter)) {
					if (text.charCodeAt(at) === QUOTE && problem === null) {
						problem = { line, column: at - lineStart + 1, message: quoteInside };
					}
					at++;
				}
				value = text.slice(start, at);
			}
			if (at >= text.length && !final) return null;
			fields.push(value);
			if (text.charCodeAt(at) !== delimiter || at >= text.length) break;
			at++;
		}
		if (text.charCodeAt(at) === CR) {
			if (at + 1 >= text.length && !final) return null;
			at++;
		}
		if (text.charCodeAt(at) === LF) at++;
		this.line = line + 1;
		this.#column = 1;
		if (at - from > MAX_ROW_CHARACTERS) {
			problem = { line: startLine, column: startColumn, message: tooLong };
		}
		const empty = fields.length === 1 && fields[0] === "" && problem === null;
		return {
			record: empty ? null : { line: startLine, column: startColumn, fields, places, problem },
			end: at,
		};
	}

	/** A quote that is never closed spoils its own line; reading goes on with the line after it. */
	#unclosed(text: string, from: number, opened: TextPlace): { record: CsvRecord; end: number } {
		const feed = text.indexOf("\n", from);
		const record: CsvRecord = {
			line: this.line,
			column: this.#column,
			fields: [],
			places: [],
			problem: { ...opened, message: "the quote opened here is never closed" },
		};
		this.line++;
		this.#column = 1;
		return { record, end: feed === -1 ? text.length : feed + 1 };
	}
}

const quoteInside =
	"a quote is inside a field that does not begin with one; a field with quotes is quoted as a whole, its own quotes doubled";
const tooLong = `the row is longer than ${MAX_ROW_CHARACTERS} characters`;

function isEnd(code: number, delimiter: number): boolean {
	return code === delimiter || code === LF || code === CR;
}

function delimiterOf(first: string): number {
	const delimiter = first.includes(",") ? "," : first.includes("\t") ? "\t" : first.includes(";") ? ";" : ",";
	return delimiter.charCodeAt(0);
}
