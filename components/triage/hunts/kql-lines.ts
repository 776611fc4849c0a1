export interface Span {
	readonly text: string;
	readonly kind: string;
}

/** Spans of a query, line by line; empty lines at the end are dropped. */
export function kqlLines(spans: readonly Span[]): Span[][] {
	const lines: Span[][] = [[]];
	for (const { text, kind } of spans) {
		const [first = "", ...rest] = text.split(/\r\n|\r|\n/);
		if (first !== "") lines.at(-1)?.push({ text: first, kind });
		for (const part of rest) lines.push(part === "" ? [] : [{ text: part, kind }]);
	}
	while (lines.length > 1 && lines.at(-1)?.every(({ text }) => text.trim() === "")) lines.pop();
	return lines;
}
