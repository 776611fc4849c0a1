/** A text of at most `most` UTF-16 code units, ending in "…" where it was cut, and never within a surrogate pair. */
export function cutText(text: string, most: number): string {
	if (text.length <= most) return text;
	const end = most - 1;
	const splits =
		end > 0 && /[\uD800-\uDBFF]/.test(text.charAt(end - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(end));
	return `${text.slice(0, Math.max(0, splits ? end - 1 : end))}…`;
}
