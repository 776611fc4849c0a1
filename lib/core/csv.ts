import { visibleProse } from "./visible-text";

/** Full-width signs, too: spreadsheets of East Asian locales calculate with them. */
const FORMULA = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

export type CsvValue = string | number | boolean | null;

/**
 * A cell for a spreadsheet, which links what looks like a URL and shows no control character: text is written as
 * `visibleProse` has it. What it would run as a formula is led by an apostrophe (OWASP, CSV injection): the text
 * comes from mail senders. So is what already begins that way, which makes it certain what to take off again: one
 * apostrophe from what has apostrophes before such a character.
 */
export function csvCell(value: CsvValue): string {
	if (value === null) return "";
	const text = typeof value === "string" ? visibleProse(value) : String(value);
	const inert = typeof value === "string" && FORMULA.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

export function csvRow(values: readonly CsvValue[]): string {
	return `${values.map(csvCell).join(",")}\r\n`;
}

/** A file's first row. It begins with the byte order mark without which Excel does not read UTF-8. */
export function csvHead(names: readonly string[]): string {
	return `\ufeff${csvRow(names)}`;
}
