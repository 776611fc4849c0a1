export const COMMENT_LIMIT = 20_000;
export const MENTION_LIMIT = 20;

export interface Named {
	readonly id: string;
	readonly name: string;
}

/**
 * Who of these people a text mentions: `@` and the name as it is written, not within a word or a longer name. Of two
 * names of which one begins the other, the longer one counts where it stands.
 */
export function mentionsIn<P extends Named>(body: string, people: readonly P[]): P[] {
	const found = new Set<string>();
	for (const part of splitMentions(body, people)) if (part.person !== null) found.add(part.person.id);
	return people.filter(({ id }) => found.has(id));
}

export interface TextPart<P extends Named> {
	readonly text: string;
	/** Whose mention the part is; null for text. */
	readonly person: P | null;
}

/** A text in parts, each mention of one of these people a part of its own. */
export function splitMentions<P extends Named>(body: string, people: readonly P[]): TextPart<P>[] {
	const longestFirst = people.filter(({ name }) => name !== "").sort((a, b) => b.name.length - a.name.length);
	const parts: TextPart<P>[] = [];
	let start = 0;
	for (let at = body.indexOf("@"); at >= 0; at = body.indexOf("@", at + 1)) {
		if (/[\p{L}\p{N}_]/u.test(body[at - 1] ?? " ")) continue;
		const person = longestFirst.find(
			({ name }) =>
				body.slice(at + 1, at + 1 + name.length).toLowerCase() === name.toLowerCase() &&
				!/[\p{L}\p{N}_]/u.test(body[at + 1 + name.length] ?? " "),
		);
		if (person === undefined) continue;
		const end = at + 1 + person.name.length;
		if (at > start) parts.push({ text: body.slice(start, at), person: null });
		parts.push({ text: body.slice(at, end), person });
		start = end;
		at = end - 1;
	}
	if (start < body.length) parts.push({ text: body.slice(start), person: null });
	return parts;
}

/** Who may change what somebody wrote: they alone. Who may take it back: they, and anyone who manages cases. */
export function mayTakeBack(isAuthor: boolean, manages: boolean): boolean {
	return isAuthor || manages;
}
