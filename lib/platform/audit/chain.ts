/**
 * The form of an audit row that is hashed, exported and verified.
 *
 * A row is one line of JSON: the fields of {@link ChainRow} in their order, without spaces between them, UTF-8.
 * `before` and `after` are the very text that the database keeps (a `json` column keeps text as it was written).
 * The hash is SHA-256, in lower-case hexadecimal, of that line; an export appends it as the last member. So
 * anybody can check a row with ordinary tools: take `,"hash":"…"` away before the closing brace, and hash.
 */
import { hash as digest } from "node:crypto";

/**
 * The number of the form that rows are written in, kept with each row and part of what is hashed. Rows of older
 * forms stay provable under theirs: form 1 had the time to the millisecond, form 2 has it to the microsecond, which
 * is all that the database could hold.
 */
export const FORMAT = 2;
/** Every form there has been. */
export const FORMATS: readonly number[] = [1, 2];

/** What stands in `previous` of the first row. */
export const GENESIS = "0".repeat(64);

/** The last row of a chain. An empty chain has number 0 and {@link GENESIS}. */
export interface ChainHead {
	readonly seq: number;
	/** 64 lower-case hexadecimal digits. */
	readonly hash: string;
}

/** What a row says, without its place in the chain. `at` is ISO 8601 in UTC, with microseconds since form 2. */
export interface ChainFields {
	readonly at: string;
	readonly actorKind: string;
	readonly actorId: string | null;
	readonly actorName: string;
	readonly actorVerified: boolean;
	readonly verb: string;
	readonly targetKind: string;
	readonly targetId: string;
	readonly requestId: string | null;
	/** JSON text, or null. */
	readonly before: string | null;
	/** JSON text, or null. */
	readonly after: string | null;
}

export interface ChainRow extends ChainFields {
	/** Of {@link FORMATS}; another number is not that of any row. */
	readonly format: number;
	/** Counts from 1, without gaps. */
	readonly seq: number;
	/** The hash of the row before. */
	readonly previous: string;
}

export interface SealedRow extends ChainRow {
	readonly hash: string;
}

/** An instant as the present form has it: to the microsecond. */
export function chainInstant(at: Date): string {
	return at.toISOString().replace(/Z$/, "000Z");
}

/** The line that is hashed. */
export function rowText(row: ChainRow): string {
	const text = JSON.stringify;
	return (
		`{"format":${row.format},"seq":${row.seq},"at":${text(row.at)},"actorKind":${text(row.actorKind)},` +
		`"actorId":${text(row.actorId)},"actorName":${text(row.actorName)},` +
		`"actorVerified":${row.actorVerified},"verb":${text(row.verb)},"targetKind":${text(row.targetKind)},` +
		`"targetId":${text(row.targetId)},"requestId":${text(row.requestId)},` +
		`"before":${row.before ?? "null"},"after":${row.after ?? "null"},"previous":"${row.previous}"}`
	);
}

/** SHA-256 as 64 lower-case hexadecimal digits. */
export function hashOf(text: string | Uint8Array): string {
	return digest("sha256", text, "hex");
}

/** Puts rows at the end of a chain, in the order given. */
export function seal(head: ChainHead, rows: readonly ChainFields[]): SealedRow[] {
	let { seq, hash } = head;
	return rows.map((fields) => {
		seq += 1;
		const row = { ...fields, format: FORMAT, seq, previous: hash };
		hash = hashOf(rowText(row));
		return { ...row, hash };
	});
}

/** A row as a line of an export, without the line's end. */
export function exportLine(row: SealedRow): string {
	return `${rowText(row).slice(0, -1)},"hash":"${row.hash}"}`;
}

/**
 * The last line of an export: where the chain ended when it was made, and how many rows the file holds, so
 * that a file that was cut off is told from a whole one.
 */
export function closingLine(head: ChainHead, rows: number): string {
	return `{"head":{"seq":${head.seq},"hash":"${head.hash}"},"rows":${rows}}`;
}

/** A head as a person keeps it: `1234:9f86d0…`. */
export function headText(head: ChainHead): string {
	return `${head.seq}:${head.hash}`;
}
