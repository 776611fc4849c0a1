/** The mention that somebody is typing: where its `@` stands and what follows it. */
export interface MentionQuery {
	readonly start: number;
	readonly text: string;
}

/** Longest part of a name that is looked for: beyond it, it is prose. */
const LONGEST = 40;

/** The mention before the caret; null when none is being typed there. A name may hold single spaces. */
export function mentionAt(text: string, caret: number): MentionQuery | null {
	const start = text.lastIndexOf("@", caret - 1);
	if (start < 0 || caret - start - 1 > LONGEST) return null;
	if (/[\p{L}\p{N}_]/u.test(text[start - 1] ?? " ")) return null;
	const typed = text.slice(start + 1, caret);
	if (/[\n@]|\s\s|^\s/.test(typed)) return null;
	return { start, text: typed };
}

/** People whose name, or a word of it, begins with what was typed; at most `most`. */
export function offer<P extends { readonly name: string }>(
	people: readonly P[],
	typed: string,
	most = 6,
): P[] {
	const wanted = typed.toLowerCase();
	return people
		.filter(({ name }) => {
			const whole = name.toLowerCase();
			return whole.startsWith(wanted) || whole.split(/\s+/).some((word) => word.startsWith(wanted));
		})
		.slice(0, most);
}
