/**
 * Takes the body of an answer as it comes off the wire and keeps it as bytes: what stands around the rows as one short
 * text, the rows in pieces that are parsed when somebody asks for them. Half a million rows as objects take more
 * memory than all of the rest of the product, as bytes at most the service's 64 MB.
 */

/** Rows of one piece. */
const PIECE_ROWS = 1_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** The rows of one of the answer's tables. */
export interface TableBytes {
	readonly count: number;
	/** JSON of up to {@link PIECE_ROWS} rows each, without the brackets around them. */
	pieces(): Iterable<string>;
}

interface Table {
	count: number;
	/** Each of one or more buffers that follow each other. */
	readonly pieces: Buffer[][];
}

export class AnswerBytes {
	readonly #around: Buffer[] = [];
	readonly #tables: Table[] = [];
	#depth = 0;
	#inText = false;
	#escaped = false;
	/** The text that was last read outside of the rows, which a colon makes a key. */
	#text: number[] = [];
	#key = "";
	#inTables = false;
	/** The table whose rows are being read. */
	#table: Table | null = null;
	/** Arrays and objects that are open within the rows. */
	#rowDepth = 0;
	#rowsOfPiece = 0;

	/** Takes the next bytes. They are kept, so they must not change. */
	push(bytes: Buffer): void {
		let at = 0;
		while (at < bytes.length)
			at = this.#table ? this.#inRows(this.#table, bytes, at) : this.#outside(bytes, at);
	}

	/** All but the rows, as JSON: each table's are an empty list. */
	get around(): string {
		return Buffer.concat(this.#around).toString("utf8");
	}

	/** @param index of the table in the answer's list */
	table(index: number): TableBytes {
		const table = this.#tables[index] ?? { count: 0, pieces: [] };
		return {
			count: table.count,
			*pieces() {
				for (const buffers of table.pieces) {
					const text = Buffer.concat(buffers).toString("utf8");
					if (text.trim() !== "") yield text;
				}
			},
		};
	}

	/** Reads up to where rows begin. @returns where that is, or the end */
	#outside(bytes: Buffer, start: number): number {
		let at = start;
		for (; at < bytes.length && !this.#table; at++) {
			const byte = bytes[at] as number;
			if (this.#inText) this.#within(byte);
			else if (byte === QUOTE) {
				this.#inText = true;
				this.#text = [];
			} else this.#structure(byte);
		}
		this.#around.push(bytes.subarray(start, at));
		return at;
	}

	#within(byte: number): void {
		if (this.#escaped) this.#escaped = false;
		else if (byte === BACKSLASH) this.#escaped = true;
		else if (byte === QUOTE) this.#inText = false;
		// Of the keys that are looked for none is longer.
		else if (this.#text.length < 8) this.#text.push(byte);
	}

	#structure(byte: number): void {
		switch (byte) {
			case COLON:
				this.#key = String.fromCharCode(...this.#text);
				return;
			case OPEN_ARRAY:
				if (this.#depth === 1 && this.#key === "tables") this.#inTables = true;
				if (this.#depth === 3 && this.#inTables && this.#key === "rows") {
					this.#table = this.#tables.at(-1) ?? null;
					this.#table?.pieces.push([]);
					this.#rowsOfPiece = 0;
				}
				this.#depth += 1;
				return;
			case OPEN_OBJECT:
				if (this.#depth === 2 && this.#inTables) this.#tables.push({ count: 0, pieces: [] });
				this.#depth += 1;
				return;
			case CLOSE_ARRAY:
			case CLOSE_OBJECT:
				this.#depth -= 1;
				if (this.#depth === 1) this.#inTables = false;
		}
	}

	/** Reads up to where the rows end. @returns where that is, or the end */
	#inRows(table: Table, bytes: Buffer, start: number): number {
		let from = start;
		for (let at = start; at < bytes.length; at++) {
			const byte = bytes[at] as number;
			if (this.#inText) {
				if (this.#escaped) this.#escaped = false;
				else if (byte === BACKSLASH) this.#escaped = true;
				else if (byte === QUOTE) this.#inText = false;
				continue;
			}
			switch (byte) {
				case QUOTE:
					this.#inText = true;
					break;
				case OPEN_ARRAY:
				case OPEN_OBJECT:
					if (this.#rowDepth === 0) {
						table.count += 1;
						this.#rowsOfPiece += 1;
					}
					this.#rowDepth += 1;
					break;
				case CLOSE_ARRAY:
				case CLOSE_OBJECT:
					if (this.#rowDepth === 0) {
						table.pieces.at(-1)?.push(bytes.subarray(from, at));
						this.#table = null;
						return at;
					}
					this.#rowDepth -= 1;
					break;
				case COMMA:
					if (this.#rowDepth === 0 && this.#rowsOfPiece >= PIECE_ROWS) {
						table.pieces.at(-1)?.push(bytes.subarray(from, at));
						table.pieces.push([]);
						this.#rowsOfPiece = 0;
						from = at + 1;
					}
			}
		}
		table.pieces.at(-1)?.push(bytes.subarray(from));
		return bytes.length;
	}
}
