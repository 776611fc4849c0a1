import type { Message } from "./message";

/** Slack takes 50 blocks a message and 3,000 characters a text. */
const MOST_ITEMS = 20;
const MOST_TEXT = 2_800;

/**
 * Block Kit. Foreign text stands in code spans, in which Slack makes no links, mentions or formatting, with its
 * control characters escaped and its backticks replaced; `verbatim` keeps Slack from linking what is outside.
 */
export function slackBody(message: Message) {
	const items = message.items.slice(0, MOST_ITEMS);
	const more = message.more + message.items.length - items.length;
	return {
		// For notifications and readers that show no blocks.
		text: escaped(message.title),
		mrkdwn: false,
		unfurl_links: false,
		unfurl_media: false,
		blocks: [
			{ type: "header", text: { type: "plain_text", text: message.title, emoji: false } },
			section(message.facts.map(({ name, value }) => `*${escaped(name)}:* ${code(value)}`).join("\n")),
			...(message.note === null ? [] : [section(`\`\`\`${inCode(message.note)}\`\`\``)]),
			...items.map((item) =>
				section(
					[
						`*${code(item.title)}*${item.link === null ? "" : ` ${link(item.link, "Open")}`}`,
						...item.lines.map(code),
					].join("\n"),
				),
			),
			...(more > 0 ? [section(`and ${more.toLocaleString("en")} more`)] : []),
			...(message.link === null ? [] : [section(link(message.link, "Open in Afterclick"))]),
		],
	};
}

function section(text: string) {
	return { type: "section", text: { type: "mrkdwn", text, verbatim: true } };
}

/** Only ever of our own making: PUBLIC_URL and an id. */
function link(url: string, label: string): string {
	return `<${escaped(url).replace(/\|/g, "%7C")}|${label}>`;
}

function code(text: string): string {
	return text === "" ? "" : `\`${inCode(text).replace(/\s+/g, " ")}\``;
}

function inCode(text: string): string {
	return escaped(text.slice(0, MOST_TEXT / 4).replace(/`/g, "\u02cb"));
}

/** The three characters that Slack's markup is made of. */
export function escaped(text: string): string {
	return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
