import { cutText } from "@/lib/core/text-rules";
import type { Message } from "./message";

/** Teams refuses messages above 28 kB. */
const MOST_BYTES = 27_000;
const MOST_ITEMS = 10;
const MOST_NOTE = 1_000;

/**
 * An Adaptive Card as a Teams workflow ("When a Teams webhook request is received") takes it. TextBlock and FactSet
 * read Markdown, so foreign text stands in the TextRuns of a RichTextBlock, which read none.
 */
export function teamsBody(message: Message) {
	const fits = (card: unknown) => Buffer.byteLength(JSON.stringify(card)) <= MOST_BYTES;
	for (let items = MOST_ITEMS; items >= 0; items--) {
		const card = cardOf(message, items);
		if (fits(card)) return card;
	}
	// The facts and the note alone are too much: each text is halved until they fit.
	for (let most = MOST_NOTE / 2; ; most = Math.floor(most / 2)) {
		const facts = message.facts.map(({ name, value }) => ({ name, value: cutText(value, most) }));
		const note = message.note === null ? null : cutText(message.note, most);
		const card = cardOf({ ...message, title: cutText(message.title, MOST_NOTE), facts, note }, 0);
		if (most <= 1 || fits(card)) return card;
	}
}

function cardOf(message: Message, mostItems: number) {
	const items = message.items.slice(0, mostItems);
	const more = message.more + message.items.length - items.length;
	return {
		type: "message",
		attachments: [
			{
				contentType: "application/vnd.microsoft.card.adaptive",
				contentUrl: null,
				content: {
					$schema: "http://adaptivecards.io/schemas/adaptive-card.json",
					type: "AdaptiveCard",
					version: "1.4",
					msteams: { width: "Full" },
					fallbackText: message.title,
					body: [
						{ type: "TextBlock", text: message.title, size: "Medium", weight: "Bolder", wrap: true },
						...message.facts.map(({ name, value }) =>
							rich(run(`${name}: `, { weight: "Bolder" }), run(value)),
						),
						...(message.note === null ? [] : [rich(run(cutText(message.note, MOST_NOTE)))]),
						...items.map((item) => ({
							type: "Container",
							separator: true,
							items: [
								rich(run(item.title, { weight: "Bolder" })),
								...item.lines.map((line) => rich(run(line))),
							],
							...(item.link === null
								? {}
								: { selectAction: { type: "Action.OpenUrl", title: "Open", url: item.link } }),
						})),
						...(more > 0 ? [{ type: "TextBlock", text: `and ${more.toLocaleString("en")} more` }] : []),
					],
					actions:
						message.link === null
							? []
							: [{ type: "Action.OpenUrl", title: "Open in Afterclick", url: message.link }],
				},
			},
		],
	};
}

function rich(...inlines: ReturnType<typeof run>[]) {
	return { type: "RichTextBlock", inlines };
}

function run(text: string, look: { weight?: "Bolder" } = {}) {
	return { type: "TextRun", text, ...look };
}
