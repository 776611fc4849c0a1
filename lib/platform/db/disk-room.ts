import { statfsSync } from "node:fs";
import { Transform } from "node:stream";
import { diskFull } from "@/lib/platform/db/trouble";

/** What the built-in PostgreSQL needs to go on: so many bytes on the disk that holds this directory. */
export interface DiskReserve {
	readonly directory: string;
	readonly bytes: number;
}

/** Of what a long write puts on the disk, so much at most between two calls of {@link requireRoom}, in bytes. */
export const ROOM_INTERVAL_BYTES = 4 * 1_048_576;
/** A long write stops so far above the reserve: others write too, and what is under way comes on top. */
const AHEAD_BYTES = 4 * ROOM_INTERVAL_BYTES;

/** Bytes free for this user where the directory is; null where the file system doesn't say. */
export function freeBytes(directory: string): number | null {
	try {
		const { bavail, bsize } = statfsSync(directory);
		return bavail * bsize;
	} catch {
		return null;
	}
}

/** Whether a long write may go on without coming near the reserve; always where there is none. */
export function hasRoom(reserve: DiskReserve | null): boolean {
	if (reserve === null) return true;
	const free = freeBytes(reserve.directory);
	return free === null || free >= reserve.bytes + AHEAD_BYTES;
}

/**
 * To be called while a long write is under way: a request's start says nothing about its end.
 * @throws AppError `unavailable` when the disk is about to be full
 */
export function requireRoom(reserve: DiskReserve | null): void {
	if (!hasRoom(reserve)) throw diskFull();
}

/** A step of a pipeline: hands on what it gets, and ends with an error before the disk has no more room than the database needs. */
export function whileRoom(reserve: DiskReserve | null): Transform {
	let unlooked = ROOM_INTERVAL_BYTES;
	return new Transform({
		transform(chunk: Buffer, _encoding, done) {
			unlooked += chunk.length;
			try {
				if (unlooked >= ROOM_INTERVAL_BYTES) {
					requireRoom(reserve);
					unlooked = 0;
				}
				done(null, chunk);
			} catch (full) {
				done(full as Error);
			}
		},
	});
}
