import path from "node:path";
import { AppError } from "@/lib/core/errors";
import { analyse, MAX_PARSED_HERE } from "@/lib/triage/catalogue/analysis";
import { parseHunt } from "@/lib/triage/catalogue/definition";
import { codeOf, hashOf, readCapped, refusedFile, WHY } from "@/lib/triage/catalogue/files";
import type { FromReader, HuntEntry, ToReader } from "./protocol";

/** The child process that reads hunt files: one that uses up its memory or its time ends here and harms nobody else. */
process.on("disconnect", () => process.exit());
process.on("message", (message: ToReader) => void readAll(message));

async function readAll({ directory, files }: ToReader): Promise<void> {
	for (const { file, hash } of files) {
		await send({ type: "begin", file });
		await send(await readOne(directory, file, hash));
	}
	await send({ type: "done" });
	process.disconnect();
}

/** A file that holds what was read before costs its hash only. */
async function readOne(directory: string, file: string, known: string | null): Promise<FromReader> {
	let source: string | null;
	try {
		source = await readCapped(path.join(directory, file));
	} catch (error) {
		const why = `it ${WHY[codeOf(error)] ?? "cannot be read"}`;
		return { type: "read", file, entry: { refused: refusedFile(file, why) }, hash: null };
	}
	if (source === null) {
		const entry = { refused: refusedFile(file, "it grew while it was read") };
		return { type: "read", file, entry, hash: null };
	}
	const hash = hashOf(source);
	if (hash === known) return { type: "same", file };
	return { type: "read", file, entry: parseOne(source, file), hash };
}

function parseOne(source: string, file: string): HuntEntry {
	try {
		const hunt = { ...parseHunt(source, file), file };
		if (hunt.kql.length <= MAX_PARSED_HERE) return { hunt };
		return { hunt: { ...hunt, analysis: analyse(hunt.kql) } };
	} catch (error) {
		if (error instanceof AppError) return { refused: { file, reason: error.message, places: error.places } };
		const why = error instanceof RangeError ? "it is nested too deeply" : "it cannot be read";
		return { refused: refusedFile(file, why) };
	}
}

function send(message: FromReader): Promise<void> {
	return new Promise((resolve) => {
		process.send?.(message, () => resolve());
	});
}
