import { Transform } from "node:stream";
import type { AppError } from "@/lib/core/errors";

/** No backup has longer ones, in bytes: Node writes no longer text, and would end the process on reading one. */
export const MOST_LINE_BYTES = 500_000_000;

/** Passes bytes on, and ends with `refusal` at a line that is longer than `most` bytes. */
export function boundLines(most: number, refusal: () => AppError): Transform {
	let length = 0;
	return new Transform({
		transform(chunk: Buffer, _encoding, done) {
			const first = chunk.indexOf(10);
			const last = chunk.lastIndexOf(10);
			// Lines that begin and end in one chunk are as long as a chunk at most.
			const longest = length + (first === -1 ? chunk.length : first);
			length = last === -1 ? longest : chunk.length - last - 1;
			if (longest > most) done(refusal());
			else done(null, chunk);
		},
	});
}
