import { open } from "node:fs/promises";
import { AppError } from "@/lib/errors";
import { openCsv } from "@/lib/workspaces/import/csv";
import { openJson } from "@/lib/workspaces/import/json";
import { openParquet } from "@/lib/workspaces/import/parquet";
import type { ImportFormat, ImportSource, ReadOptions } from "@/lib/workspaces/import/source";
import { encodingOf } from "@/lib/workspaces/import/text";

/**
 * Opens a file for import by what is in it; its name says nothing.
 * @throws AppError `invalid_input` for an empty file or one of a kind that is not read.
 */
export async function openSource(options: ReadOptions): Promise<ImportSource> {
	const format = await detectFormat(options);
	if (format === "csv") return openCsv(options);
	if (format === "parquet") return openParquet(options);
	return openJson(options, format);
}

async function detectFormat({ path, fileName }: ReadOptions): Promise<ImportFormat> {
	const start = Buffer.alloc(4096);
	const handle = await open(path, "r");
	const { bytesRead } = await handle.read(start, 0, start.length, 0).finally(() => handle.close());
	const bytes = start.subarray(0, bytesRead);
	const refuse = (message: string, remedy: string) =>
		new AppError("invalid_input", `${fileName} ${message}.`, {
			remedy,
			places: [{ file: fileName, message }],
		});
	const magic = bytes.toString("latin1", 0, 4);
	if (magic === "PAR1") return "parquet";
	if (magic.startsWith("\x1f\x8b"))
		throw refuse("is compressed with gzip", "Unpack it and import what is inside.");
	if (magic.startsWith("PK\x03\x04")) {
		throw refuse(
			"is a ZIP archive or an Excel workbook",
			"Unpack it, or save the sheet as CSV (UTF-8), and import that.",
		);
	}
	const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
	const first = text.trimStart()[0];
	if (first === undefined) {
		if (bytesRead === start.length) throw refuse("begins with nothing but blanks", "Look at what it holds.");
		throw refuse("is empty", "Export it again; a query without results has nothing to import.");
	}
	if (text.includes("\0")) throw refuse("is not text", "CSV, JSON, JSON lines and Parquet are read.");
	return first === "[" ? "json-array" : first === "{" ? "json-lines" : "csv";
}
