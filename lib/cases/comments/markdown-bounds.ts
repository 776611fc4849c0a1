import { COMMENT_LIMIT } from "./rules";

/**
 * What Markdown may cost to format. Its parser's time grows with the square of what stands within one paragraph, and
 * its stack with what is nested; a comment that people write stays far below all of it.
 */
export const MARKDOWN_BOUNDS = {
	/** Quotes and lists within each other, on one line. */
	depth: 20,
	/** Marks of emphasis (`*`, `_`, `~`) within one paragraph. */
	emphasis: 1_000,
	/** Square brackets within one paragraph. */
	brackets: 1_000,
	/** Addresses that are made links: `www.`, `://` and `@`. */
	addresses: 300,
	/** Letters without a space between; the longest URLs that browsers take are about as long. */
	word: 2_100,
	/** List items, quotes, headings and footnotes of a text. */
	blocks: 1_500,
	/** Cells of one table, those that are left out counted in. */
	cells: 10_000,
} as const;

/** Marks that a line of Markdown begins with: quotes, list items, numbers. */
const CONTAINERS = /^(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)))+/;
const CONTAINER = />|[-+*]|\d+[.)]/g;
/** A run of one mark counts once; an underscore within a word means nothing. */
const EMPHASIS = /\*+|~+|(?<![\p{L}\p{N}_])_+|_+(?![\p{L}\p{N}_])/gu;
/** A code block with its fences, which costs nothing whatever it holds. */
const FENCED = /^ {0,3}(```|~~~)[^`\n]*\n[\s\S]*?^ {0,3}\1[ \t]*$/gm;
const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;

/** Why a text is too much to be formatted as Markdown, as a sentence with its line; null where it is not. */
export function markdownProblem(text: string): string | null {
	if (text.length > COMMENT_LIMIT) return `At most ${COMMENT_LIMIT.toLocaleString("en")} characters.`;
	const lines = text.split(/\r\n|[\r\n]/);
	// What begins with < may be HTML, within which a fence is none.
	const fences = lines.every((line) => !/^ {0,3}</.test(line));
	let fence: string | null = null;
	let begin = 0;
	let paragraph: string[] = [];
	const finish = (): string | null => {
		const problem = paragraphProblem(paragraph, begin + 1);
		paragraph = [];
		return problem;
	};
	for (const [index, line] of lines.entries()) {
		if (fence !== null) {
			const [, close = ""] = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line) ?? [];
			if (close.startsWith(fence)) fence = null;
			continue;
		}
		const [, open] = (fences && FENCE.exec(line)) || [];
		if (open !== undefined || line.trim() === "") {
			const problem = finish();
			if (problem !== null) return problem;
			fence = open ?? null;
			continue;
		}
		const marks = CONTAINERS.exec(line)?.[0].match(CONTAINER)?.length ?? 0;
		if (marks > MARKDOWN_BOUNDS.depth) {
			return `Line ${index + 1}: more than ${MARKDOWN_BOUNDS.depth} quotes or lists within each other.`;
		}
		if (paragraph.length === 0) begin = index;
		paragraph.push(line);
	}
	return finish() ?? wholeProblem(fences ? text.replaceAll(FENCED, "") : text);
}

function wholeProblem(text: string): string | null {
	const { addresses, word, blocks } = MARKDOWN_BOUNDS;
	if ((text.match(/www\.|:\/\/|@/gi)?.length ?? 0) > addresses) return `More than ${addresses} addresses.`;
	if (text.split(/\s/).some((each) => each.length > word)) {
		return `A word of more than ${word.toLocaleString("en")} characters. Attach long data as a file.`;
	}
	const begun = text.match(/^[ \t]*(?:[-+*>#]|\d{1,9}[.)]|\[\^)/gm)?.length ?? 0;
	return begun > blocks ? `More than ${blocks.toLocaleString("en")} list items, quotes and headings.` : null;
}

function paragraphProblem(lines: readonly string[], first: number): string | null {
	const { emphasis, brackets, cells } = MARKDOWN_BOUNDS;
	const text = lines.join("\n");
	const more = (what: string, most: number) =>
		`Line ${first}: more than ${most.toLocaleString("en")} ${what} in one paragraph. Put it into a code block, between lines of \`\`\`.`;
	if ((text.match(EMPHASIS)?.length ?? 0) > emphasis) return more("marks of emphasis", emphasis);
	if ((text.match(/[[\]]/g)?.length ?? 0) > brackets) return more("square brackets", brackets);
	const columns = lines.reduce((most, line) => Math.max(most, line.split("|").length), 0);
	return columns > 1 && columns * lines.length > cells ? more("cells of a table", cells) : null;
}
