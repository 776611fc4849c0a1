import { createReadStream } from "node:fs";
import { AppError } from "@/lib/core/errors";
import type { ReadOptions } from "@/lib/sources/import/source";

const CHUNK_BYTES = 1 << 18;

/** Thrown when the bytes are not text in the encoding the file claims; the reader knows at which line. */
export class NotTextError extends Error {
	constructor(readonly encoding: "UTF-8" | "UTF-16") {
		super(`not ${encoding} text`);
	}
}

/** How a file is refused whose bytes are not text from a line on. */
export function notText(fileName: string, line: number, { encoding, message }: NotTextError): AppError {
	return new AppError("invalid_input", `${fileName} is not ${encoding} text after line ${line}.`, {
		places: [{ file: fileName, line, column: 1, message }],
		remedy: "Save it as UTF-8 and import it again.",
	});
}

/** How much of a file is looked at to tell what it is, in characters. */
export const HEAD_CHARACTERS = 1 << 20;

/** The beginning of the file, as far as it is text. */
export async function readHead(options: ReadOptions): Promise<string> {
	let head = "";
	try {
		for await (const text of readText({
			path: options.path,
			fileName: options.fileName,
			signal: options.signal,
		})) {
			head += text;
			if (head.length >= HEAD_CHARACTERS) break;
		}
	} catch (error) {
		if (!(error instanceof NotTextError)) throw error;
	}
	return head;
}

/** The file as text, in pieces: UTF-8, or UTF-16 when its byte order mark says so; the mark itself is left out. */
export async function* readText({ path, signal, onBytes }: ReadOptions): AsyncGenerator<string> {
	const stream = createReadStream(path, { highWaterMark: CHUNK_BYTES });
	let decoder: TextDecoder | undefined;
	let bytes = 0;
	try {
		for await (const chunk of stream as AsyncIterable<Buffer>) {
			if (signal?.aborted) throw cancelled();
			decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
			bytes += chunk.length;
			onBytes?.(bytes);
			const text = decode(decoder, chunk);
			if (text !== "") yield text;
		}
		const rest = decoder === undefined ? "" : decode(decoder, undefined);
		if (rest !== "") yield rest;
	} finally {
		stream.destroy();
	}
}

export function cancelled(): AppError {
	return new AppError("cancelled", "The import was cancelled; nothing was changed.");
}

/** The encoding a byte order mark names, or UTF-8. */
export function encodingOf(start: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
	if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le";
	if (start[0] === 0xfe && start[1] === 0xff) return "utf-16be";
	return "utf-8";
}

function decode(decoder: TextDecoder, chunk: Buffer | undefined): string {
	try {
		return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
	} catch {
		throw new NotTextError(decoder.encoding === "utf-8" ? "UTF-8" : "UTF-16");
	}
}
