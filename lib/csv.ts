/**
 * A cell for a spreadsheet. What it would run as a formula is led by an apostrophe
 * (OWASP, CSV injection): the text comes from mail senders.
 */
export function csvCell(value: string | number | boolean | null): string {
	if (value === null) return "";
	const text = String(value);
	const inert = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
