import type { KustoType } from "@/lib/sources/kql/tables";

/** How a file is written, found from its content. */
export type ImportFormat = "csv" | "json-array" | "json-lines" | "json-answer" | "parquet";

export interface TextPlace {
	readonly line: number;
	readonly column: number;
}

/** A row as the file has it, before any type is known. */
export interface SourceRow extends TextPlace {
	/** Set when the row could not be read at all; it has no values then. */
	readonly refused?: string;
	/** The table an envelope names, and the time it gives. */
	readonly table?: string;
	readonly envelopeTime?: unknown;
	/** What an answer of a service calls the rows' table, which need not be a table's name. */
	readonly label?: string;
	/** Set when every value is text whatever the format of the file. */
	readonly textual?: boolean;
	/** The types the file itself gives its columns, by their names as written. */
	readonly types?: ReadonlyMap<string, KustoType>;
	/** Names as written; rows of one CSV or Parquet file share one array. */
	readonly keys: readonly string[];
	/** Text or null for CSV and Parquet, JSON values for JSON. */
	readonly values: readonly unknown[];
	/** Where a value is; found when it is asked for, which costs as much as reading the row once more. */
	place(index: number): TextPlace;
	/** The text of a JSON value as written, for numbers a JavaScript number cannot hold. */
	raw?(index: number): string;
}

/** A file being read. Reading it again from the start gives the same rows. */
export interface ImportSource {
	readonly format: ImportFormat;
	/** True when every value is text (or null), so that its type has to be read out of it. */
	readonly textual: boolean;
	/** True for an answer of a service, whose rows may say in `Type` which table they are from. */
	readonly answer?: boolean;
	/** The column names, where the file says them before its rows. */
	readonly header: readonly HeaderField[] | null;
	/** Batches of rows; throws AppError when the rest cannot be read. */
	rows(): AsyncIterable<SourceRow[]>;
}

export interface HeaderField extends TextPlace {
	readonly name: string;
	/** The type the file itself gives the column (Parquet). */
	readonly type?: KustoType;
}

export interface ReadOptions {
	readonly path: string;
	readonly fileName: string;
	readonly signal?: AbortSignal | undefined;
	/** Called with the number of bytes read so far. */
	readonly onBytes?: ((bytes: number) => void) | undefined;
}
