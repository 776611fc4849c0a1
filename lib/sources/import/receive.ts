import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "@/lib/core/errors";
import { type DiskReserve, whileRoom } from "@/lib/platform/db/disk-room";
import { cancelled } from "@/lib/sources/import/text";

/** Bytes on their way here. */
export interface IncomingFile {
	readonly stream: Readable;
	/** Resolves once all of them have been sent: a stream that ends before that has broken off. */
	readonly whole: Promise<unknown>;
}

export interface ReceivedFile {
	readonly path: string;
	readonly bytes: number;
	readonly sha256: string;
}

/**
 * Brings a file to where it can be read from its start more than once, and takes its hash. A path stays where it is,
 * a stream is written into `folder`.
 */
export async function receive(
	file: string | IncomingFile,
	options: {
		folder: string;
		fileName: string;
		signal?: AbortSignal | undefined;
		onBytes?: ((bytes: number) => void) | undefined;
		/** Looked at while a stream is written. */
		disk?: DiskReserve | null | undefined;
	},
): Promise<ReceivedFile> {
	const { folder, fileName, signal, onBytes, disk = null } = options;
	const hash = createHash("sha256");
	let bytes = 0;
	const measure = new Transform({
		transform(chunk: Buffer, _encoding, done) {
			hash.update(chunk);
			bytes += chunk.length;
			onBytes?.(bytes);
			done(null, chunk);
		},
	});
	const abort = signal === undefined ? {} : { signal };
	try {
		if (typeof file !== "string") {
			const target = path.join(folder, "received");
			await pipeline(file.stream, measure, whileRoom(disk), createWriteStream(target), abort);
			await file.whole;
			return { path: target, bytes, sha256: hash.digest("hex") };
		}
		const known = await stat(file).catch(() => null);
		if (!known?.isFile())
			throw new AppError("not_found", `There is no file ${fileName}.`, {
				places: [{ file: fileName, message: "not found" }],
			});
		await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), measure.resume(), abort);
		return { path: file, bytes, sha256: hash.digest("hex") };
	} catch (error) {
		if (signal?.aborted) throw cancelled();
		if ((error as NodeJS.ErrnoException).code === "ERR_STREAM_PREMATURE_CLOSE") {
			throw new AppError("invalid_input", `${fileName} did not arrive whole; nothing was changed.`, {
				cause: error,
			});
		}
		throw error;
	}
}
