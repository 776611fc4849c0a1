/** A text of at most `most` UTF-16 code units, ending in "…" where it was cut, and never within a surrogate pair. */
export function cutText(text: string, most: number): string {
	if (text.length <= most) return text;
	const end = most - 1;
	const splits =
		end > 0 && /[\uD800-\uDBFF]/.test(text.charAt(end - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(end));
	return `${text.slice(0, Math.max(0, splits ? end - 1 : end))}…`;
}

/** `2026-01-31 12:05 UTC`. @param at an instant, or its text in ISO 8601 and UTC */
export function utcMinute(at: Date | string): string {
	const iso = typeof at === "string" ? at : at.toISOString();
	return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
