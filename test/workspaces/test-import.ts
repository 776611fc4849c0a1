import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach } from "vitest";
import { AppError } from "@/lib/core/errors";
import type { ImportReport } from "@/lib/sources/import/report";
import { type RunOptions, runImport } from "@/lib/sources/import/run-import";

/** For tests: a workspace of its own for each test, into which text is imported as if it were a file. */
export function testImports() {
	const place = { folder: "", directory: "" };
	beforeEach(async () => {
		place.folder = await mkdtemp(path.join(tmpdir(), "afterclick-import-"));
		place.directory = path.join(place.folder, "workspace");
	});
	afterEach(() => rm(place.folder, { recursive: true, force: true }));

	async function importText(
		text: string | Uint8Array,
		options: Partial<RunOptions> = {},
	): Promise<ImportReport> {
		const file = path.join(place.folder, "export");
		await writeFile(file, text);
		return runImport({ directory: place.directory, file, fileName: "export", ...options });
	}

	/** What the import of the text is refused with. */
	async function refusalOf(text: string | Uint8Array, options?: Partial<RunOptions>): Promise<AppError> {
		const error = await importText(text, options).then(
			() => new Error("it was imported"),
			(reason: unknown) => reason,
		);
		if (error instanceof AppError) return error;
		throw error;
	}

	return { place, importText, refusalOf };
}
