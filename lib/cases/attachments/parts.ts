import { CHUNK_SIZE } from "./rules";

/** The same bytes in parts of {@link CHUNK_SIZE}, the last one shorter; none of them empty. */
export async function* partsOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	let waiting: Uint8Array[] = [];
	let size = 0;
	for await (const bytes of body) {
		let rest = bytes;
		while (size + rest.byteLength >= CHUNK_SIZE) {
			const room = CHUNK_SIZE - size;
			yield Buffer.concat([...waiting, rest.subarray(0, room)]);
			rest = rest.subarray(room);
			waiting = [];
			size = 0;
		}
		if (rest.byteLength > 0) waiting.push(rest);
		size += rest.byteLength;
	}
	if (size > 0) yield Buffer.concat(waiting);
}
