import { expect, it } from "vitest";
import { partsOf } from "./parts";
import { CHUNK_SIZE } from "./rules";

async function* pieces(sizes: readonly number[]) {
	let next = 0;
	for (const size of sizes) yield Uint8Array.from({ length: size }, () => next++ % 251);
}

it.each([
	[[]],
	[[0]],
	[[1]],
	[[CHUNK_SIZE]],
	[[CHUNK_SIZE - 1, 1, 1]],
	[[3 * CHUNK_SIZE + 7]],
	[[10, CHUNK_SIZE, 20, 2 * CHUNK_SIZE]],
])("splits %j into equal parts that join to the same bytes", async (sizes) => {
	const parts = [];
	for await (const part of partsOf(pieces(sizes))) parts.push(part);
	const whole = [];
	for await (const piece of pieces(sizes)) whole.push(piece);
	expect(Buffer.concat(parts).equals(Buffer.concat(whole))).toBe(true);
	expect(parts.slice(0, -1).every((part) => part.byteLength === CHUNK_SIZE)).toBe(true);
	expect(parts.every((part) => part.byteLength > 0 && part.byteLength <= CHUNK_SIZE)).toBe(true);
});
