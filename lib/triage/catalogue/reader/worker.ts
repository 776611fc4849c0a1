import { open } from "node:fs/promises";
import path from "node:path";
import { AppError } from "@/lib/core/errors";
import { analyse, MAX_PARSED_HERE } from "@/lib/triage/catalogue/analysis";
import { parseHunt } from "@/lib/triage/catalogue/definition";
import { codeOf, MAX_HUNT_BYTES, refusedFile, WHY } from "@/lib/triage/catalogue/files";
import type { FromReader, HuntEntry, ToReader } from "./protocol";

/** The child process that reads hunt files: one that uses up its memory or its time ends here and harms nobody else. */
process.on("disconnect", () => process.exit());
process.on("message", (message: ToReader) => void readAll(message));

async function readAll({ directory, files }: ToReader): Promise<void> {
	for (const file of files) {
		await send({ type: "begin", file });
		await send({ type: "read", file, entry: await readOne(directory, file) });
	}
	await send({ type: "done" });
	process.disconnect();
}

async function readOne(directory: string, file: string): Promise<HuntEntry> {
	try {
		const source = await readCapped(path.join(directory, file));
		if (source === null) return { refused: refusedFile(file, "it grew while it was read") };
		const hunt = { ...parseHunt(source, file), file };
		if (hunt.kql.length <= MAX_PARSED_HERE) return { hunt };
		return { hunt: { ...hunt, analysis: analyse(hunt.kql) } };
	} catch (error) {
		if (error instanceof AppError) return { refused: { file, reason: error.message, places: error.places } };
		const why =
			error instanceof RangeError
				? "it is nested too deeply"
				: `it ${WHY[codeOf(error)] ?? "cannot be read"}`;
		return { refused: refusedFile(file, why) };
	}
}

/** Null when the file is larger than it was: what is read is bounded by what is read, not by what was said of it. */
async function readCapped(file: string): Promise<string | null> {
	const handle = await open(file, "r");
	try {
		const buffer = Buffer.alloc(MAX_HUNT_BYTES + 1);
		let length = 0;
		for (;;) {
			const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
			if (bytesRead === 0) return buffer.toString("utf8", 0, length);
			length += bytesRead;
			if (length > MAX_HUNT_BYTES) return null;
		}
	} finally {
		await handle.close();
	}
}

function send(message: FromReader): Promise<void> {
	return new Promise((resolve) => {
		process.send?.(message, () => resolve());
	});
}
