/** Full-width signs, too: spreadsheets of East Asian locales calculate with them. */
const FORMULA = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/**
 * A cell for a spreadsheet. What it would run as a formula is led by an apostrophe
 * (OWASP, CSV injection): the text comes from mail senders. So is what already begins that way, which makes it
 * certain what to take off again: one apostrophe from what has apostrophes before such a character.
 */
export function csvCell(value: string | number | boolean | null): string {
	if (value === null) return "";
	const text = String(value);
	const inert = typeof value === "string" && FORMULA.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
