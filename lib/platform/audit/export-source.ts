import { GENESIS } from "./chain";
import type { AuditSource, Ending, Found } from "./source";

const NEWLINE = 0x0a;
const RETURN = 0x0d;
/** Bytes of the longest line taken for a row. */
const LONGEST = 64 * 1024 * 1024;
/** Rows handed on at a time. */
const BATCH = 2_000;

const START = /^\{"format":[12],"seq":([1-9]\d{0,14}),"at":"/;
/** `,"previous":"…","hash":"…"}`: of fixed length, so that a row need not be parsed to be checked. */
const END = /^,"previous":"([0-9a-f]{64})","hash":"([0-9a-f]{64})"\}$/;
const END_LENGTH = `,"previous":"${GENESIS}","hash":"${GENESIS}"}`.length;
const HASH_LENGTH = `,"hash":"${GENESIS}"}`.length;
const CLOSING = /^\{"head":\{"seq":(0|[1-9]\d{0,14}),"hash":"([0-9a-f]{64})"\},"rows":(0|[1-9]\d{0,14})\}$/;
const BRACE = Buffer.from("}");

/**
 * An export (JSON lines) as a source. Everything is compared as bytes: a line that reads the same but is
 * written otherwise is not the row that was hashed.
 * @param size bytes of the file, for the progress.
 */
export function exportSource(chunks: AsyncIterable<Uint8Array>, size?: number): AuditSource {
	let read = 0;
	let ending: Ending = { problem: "it has no closing line: its end was cut off, or it is no export" };
	async function* counted() {
		for await (const chunk of chunks) {
			read += chunk.byteLength;
			yield chunk;
		}
	}
	return {
		async *batches() {
			let place = 0;
			let batch: Found[] = [];
			// The closing line is only known as such once nothing follows it.
			let held: { readonly line: Buffer; readonly closing: RegExpExecArray } | undefined;
			for await (const line of lines(counted())) {
				place += 1;
				if (held) {
					batch.push({ place: place - 1, problem: "the closing line stands here, and more follows" });
					held = undefined;
				}
				const closing = line.length < 300 ? CLOSING.exec(line.toString("latin1")) : null;
				if (closing) held = { line, closing };
				else batch.push(readLine(line, place));
				if (batch.length >= BATCH) {
					yield batch;
					batch = [];
				}
			}
			if (batch.length > 0) yield batch;
			if (held) {
				const [, seq, hash, rows] = held.closing;
				ending = { seq: Number(seq), hash: hash as string, rows: Number(rows) };
			}
		},
		ending: async () => ending,
		done: () => (size === undefined ? null : { done: Math.min(read, size), total: size }),
	};
}

function readLine(line: Buffer, place: number): Found {
	if (line.length > LONGEST) return { place, problem: "the line is longer than any row" };
	const start = START.exec(line.toString("latin1", 0, 60));
	const end = END.exec(line.toString("latin1", Math.max(0, line.length - END_LENGTH)));
	if (start && end) {
		return {
			place,
			seq: Number(start[1]),
			previous: end[1] as string,
			hash: end[2] as string,
			text: Buffer.concat([line.subarray(0, line.length - HASH_LENGTH), BRACE]),
		};
	}
	if (line.length === 0) return { place, problem: "the line is empty" };
	if (line.at(-1) === RETURN) return { place, problem: "the line ends as a Windows text does (CR LF)" };
	return { place, problem: "the line has not the form of a row" };
}

/** The lines of a file; one without its newline is handed on with a mark that no row can have. */
async function* lines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
	let parts: Buffer[] = [];
	let kept = 0;
	for await (const chunk of chunks) {
		const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
		let start = 0;
		for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, start)) {
			const piece = bytes.subarray(start, at);
			yield parts.length === 0 ? piece : Buffer.concat([...parts, piece]);
			parts = [];
			kept = 0;
			start = at + 1;
		}
		// Beyond the limit the line is bad whatever it holds; only that it was too long is remembered.
		if (start < bytes.length && kept <= LONGEST) {
			parts.push(Buffer.from(bytes.subarray(start)));
			kept += bytes.length - start;
		}
	}
	if (parts.length > 0) yield Buffer.concat([...parts, Buffer.from(" (no newline)")]);
}
