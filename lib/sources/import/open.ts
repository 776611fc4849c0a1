import { open } from "node:fs/promises";
import { AppError } from "@/lib/core/errors";
import { openCsv } from "@/lib/sources/import/csv";
import { openJson } from "@/lib/sources/import/json";
import { openParquet } from "@/lib/sources/import/parquet";
import type { ImportFormat, ImportSource, ReadOptions } from "@/lib/sources/import/source";
import { encodingOf } from "@/lib/sources/import/text";

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

async function detectFormat({ path, fileName }: ReadOptions): Promise<Exclude<ImportFormat, "json-answer">> {
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
	const encoding = encodingOf(bytes);
	const text = new TextDecoder(encoding).decode(bytes);
	const first = text.trimStart()[0];
	if (first === undefined) {
		if (bytesRead === start.length) throw refuse("starts with nothing but blanks", "Check its content.");
		throw refuse("is empty", "Export it again; a query without results has nothing to import.");
	}
	if (text.includes("\0")) {
		if (encoding === "utf-8" && looksLikeUtf16(bytes)) {
			throw refuse("is UTF-16 text without a byte order mark", "Save it as UTF-8 and import it again.");
		}
		throw refuse("is not text", "CSV, JSON, JSON lines and Parquet are read.");
	}
	const kind = otherText(text);
	if (kind !== null) throw refuse(kind.is, kind.remedy);
	return first === "[" ? "json-array" : first === "{" ? "json-lines" : "csv";
}

/** Text of the Latin alphabet has a zero in every second byte. */
function looksLikeUtf16(bytes: Uint8Array): boolean {
	const zeros = [0, 0];
	for (const [index, byte] of bytes.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
	return Math.max(...zeros) > bytes.length / 4 && Math.min(...zeros) <= bytes.length / 40;
}

const OPERATOR =
	/^\|\s*(as|count|distinct|evaluate|extend|fork|getschema|invoke|join|limit|lookup|make-series|mv-expand|mv-apply|order|parse|parse-where|project|project-away|project-keep|project-rename|project-reorder|render|sample|search|sort|summarize|take|top|union|where)\b/i;

/** Whether one of the first lines begins with an operator and is not in the middle of a quoted field. */
function hasOperatorLine(lines: readonly string[]): boolean {
	let quotes = 0;
	for (const line of lines.slice(0, 12)) {
		if (quotes % 2 === 0 && OPERATOR.test(line)) return true;
		quotes += line.split('"').length - 1;
	}
	return false;
}

/** Text that is known to be no rows, which would otherwise be taken for a CSV of one column. */
function otherText(text: string): { readonly is: string; readonly remedy: string } | null {
	const lines = text
		.split(/\r?\n|\r/)
		.map((line) => line.trim())
		.filter((line) => line !== "");
	const [first = ""] = lines;
	if (/^<(\?xml|!doctype|html|!--)/i.test(first)) {
		return {
			is: "is a web page or XML, not an export",
			remedy: "It may be a sign-in or an error page that was saved. Export the rows again, as CSV or JSON.",
		};
	}
	if (lines.some((line) => /^query:/.test(line)) && lines.some((line) => /^(id|name):/.test(line))) {
		return {
			is: "is a hunt (YAML), not rows",
			remedy: "To add it to the hunts, put it in the folder hunts/.",
		};
	}
	const query =
		first.startsWith("//") ||
		/^let\s+\w+\s*=/.test(first) ||
		/^(set\s+\w+|declare\s+query_parameters|\.show\s)/.test(first) ||
		(/^[\w().,*'" -]+\|\s*\w/.test(first) &&
			!/^\w+,/.test(first) &&
			OPERATOR.test(first.slice(first.indexOf("|")))) ||
		hasOperatorLine(lines);
	if (!query) return null;
	return {
		is: "is a KQL query, not its result",
		remedy: "Run it in Microsoft Defender or Sentinel and export the rows, as CSV or JSON.",
	};
}
