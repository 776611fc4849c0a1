import type { Message } from "./message";

/** Slack takes 50 blocks a message, 3,000 characters a section's text and 150 a header's, counted after escaping. */
const MOST_ITEMS = 20;
const MOST_TEXT = 3_000;
const MOST_HEADER = 150;
const ELLIPSIS = "…";

/** A line of a section: our own words and markup around a text that anybody may have written. */
interface Line {
	readonly before: string;
	readonly foreign: string;
	readonly after: string;
}

/**
 * Block Kit. Foreign text stands in code spans, in which Slack makes no links, mentions or formatting, with its
 * control characters escaped and its backticks replaced; `verbatim` keeps Slack from linking what is outside.
 */
export function slackBody(message: Message) {
	const items = message.items.slice(0, MOST_ITEMS);
	const more = message.more + message.items.length - items.length;
	const sections = [
		message.facts.map(({ name, value }) => code(value, `*${escaped(name)}:* `)),
		message.note === null
			? []
			: [{ before: "```", foreign: message.note.replace(/`/g, "\u02cb"), after: "```" }],
		...items.map((item) => [
			code(item.title, "*", `*${item.link === null ? "" : ` ${link(item.link, "Open")}`}`),
			...item.lines.map((line) => code(line)),
		]),
		more > 0 ? [own(`and ${more.toLocaleString("en")} more`)] : [],
		message.link === null ? [] : [own(link(message.link, "Open in Afterclick"))],
	];
	return {
		// For notifications and readers that show no blocks.
		text: fitEscaped(message.title, MOST_TEXT),
		mrkdwn: false,
		unfurl_links: false,
		unfurl_media: false,
		blocks: [
			{
				type: "header",
				text: { type: "plain_text", text: fitEscaped(message.title, MOST_HEADER), emoji: false },
			},
			...sections.filter((lines) => lines.length > 0).map(section),
		],
	};
}

function section(lines: readonly Line[]) {
	const text = fitLines(lines, MOST_TEXT);
	return { type: "section", text: { type: "mrkdwn", text, verbatim: true } };
}

/** Lines joined within a limit: short texts are whole, and the long ones share what is left. */
function fitLines(lines: readonly Line[], most: number): string {
	const fixed = lines.reduce((sum, { before, after }) => sum + before.length + after.length + 1, -1);
	let left = most - fixed;
	const room = new Map<Line, number>();
	const byLength = [...lines].sort((a, b) => escaped(a.foreign).length - escaped(b.foreign).length);
	for (const [index, line] of byLength.entries()) {
		const share = Math.floor(left / (byLength.length - index));
		const taken = Math.min(share, escaped(line.foreign).length);
		room.set(line, taken);
		left -= taken;
	}
	return lines
		.map((line) => `${line.before}${fitEscaped(line.foreign, room.get(line) ?? 0)}${line.after}`)
		.join("\n");
}

function own(text: string): Line {
	return { before: text, foreign: "", after: "" };
}

/** Only ever of our own making: PUBLIC_URL and an id. */
function link(url: string, label: string): string {
	return `<${escaped(url).replace(/\|/g, "%7C")}|${label}>`;
}

function code(text: string, before = "", after = ""): Line {
	if (text === "") return own(`${before}${after}`);
	const foreign = text.replace(/`/g, "\u02cb").replace(/\s+/g, " ");
	return { before: `${before}\``, foreign, after: `\`${after}` };
}

/**
 * Escaped, and then cut to at most `most` UTF-16 code units with an ellipsis: never within an entity (`&amp;`) or a
 * surrogate pair.
 */
export function fitEscaped(text: string, most: number): string {
	const whole = escaped(text);
	if (whole.length <= most) return whole;
	if (most < ELLIPSIS.length) return "";
	let fitting = "";
	for (const character of text) {
		const piece = escaped(character);
		if (fitting.length + piece.length > most - ELLIPSIS.length) break;
		fitting += piece;
	}
	return fitting + ELLIPSIS;
}

/** The three characters that Slack's markup is made of. */
export function escaped(text: string): string {
	return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
