/** What breaks JSON text, and where: an offset in UTF-16 units from the start of the text. */
export class JsonSyntaxError extends Error {
	constructor(
		message: string,
		readonly offset: number,
	) {
		super(message);
	}
}

/**
 * Walks JSON text by RFC 8259, once from its start to its end, to explain what `JSON.parse` refused.
 * @throws JsonSyntaxError at the first character that cannot be.
 */
export function walkJson(text: string): void {
	let at = 0;
	const fail = (expected: string): never => {
		const found = at >= text.length ? "the text ends" : `${JSON.stringify(text[at])} stands`;
		throw new JsonSyntaxError(`${found} where ${expected} is expected`, at);
	};
	const blank = () => {
		while (at < text.length && " \t\r\n".includes(text[at] as string)) at++;
	};
	const string = (): void => {
		const start = at;
		if (text[at] !== '"') fail("a string in double quotes");
		for (at++; text[at] !== '"'; at++) {
			if (at >= text.length) throw new JsonSyntaxError("the quote opened here is never closed", start);
			if (text[at] === "\\") {
				at++;
				if (
					text[at] === "u"
						? !/^[0-9a-fA-F]{4}/.test(text.slice(at + 1, at + 5))
						: !'"\\/bfnrt'.includes(text[at] ?? "x")
				) {
					fail("an escape such as \\n or \\u00e9");
				}
			} else if ((text[at] as string) < " ") fail("an escaped control character");
		}
		at++;
	};
	const value = (depth: number): void => {
		blank();
		const first = text[at];
		if (depth > 500) fail("less nesting");
		if (first === "{" || first === "[") {
			const close = first === "{" ? "}" : "]";
			at++;
			blank();
			if (text[at] === close) at++;
			else {
				for (;;) {
					blank();
					if (first === "{") {
						string();
						blank();
						if (text[at] !== ":") fail('":"');
						at++;
					}
					value(depth + 1);
					blank();
					if (text[at] === ",") at++;
					else if (text[at] === close) break;
					else fail(`"," or "${close}"`);
				}
				at++;
			}
		} else if (first === '"') string();
		else {
			const word = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/.exec(
				text.slice(at, at + 400),
			);
			if (word === null) fail("a value");
			else at += word[0].length;
		}
	};
	value(0);
	blank();
	if (at < text.length) fail("the end");
}

/** The line and column an offset is at, for text that itself starts at a given place. */
export function placeInText(
	text: string,
	offset: number,
	start: { readonly line: number; readonly column: number },
): { line: number; column: number } {
	let { line } = start;
	let from = -1;
	for (let feed = text.indexOf("\n"); feed !== -1 && feed < offset; feed = text.indexOf("\n", feed + 1)) {
		line++;
		from = feed;
	}
	return { line, column: from === -1 ? start.column + offset : offset - from };
}
