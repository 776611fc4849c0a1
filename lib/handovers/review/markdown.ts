import { utcMinute } from "@/lib/core/text-rules";
import { visibleProse } from "@/lib/core/visible-text";
import type { HandedItem } from "@/lib/handovers/handovers/items";
import { handoverName } from "@/lib/handovers/handovers/review-rules";
import { STABILITY_LABEL } from "@/lib/handovers/handovers/rules";
import type { EarlierSaid } from "@/lib/handovers/handovers/snapshot";
import type { Waiting } from "@/lib/handovers/handovers/waiting";
import type { ReadBackDto } from "@/lib/handovers/read-back/schema";
import { factText } from "./fact-text";
import type { DifferenceDto, HandedOver } from "./schema";

/** A signed handover with what was said since, as Markdown for a ticket or a wiki. Foreign text stays text there. */
export function toMarkdown(handover: HandedOver, readBack: ReadBackDto, difference: DifferenceDto): string {
	const times = new Map(difference.carried.map((one) => [one.key, one.times]));
	const blocks = [
		`# ${plain(handoverName(handover.number, handover.shift))}`,
		list([
			...(handover.team === "" ? [] : [["Team", plain(handover.team)] as const]),
			[
				"Window",
				`${handover.windowFrom.slice(0, 16).replace("T", " ")} to ${utcMinute(handover.windowTo)} (${handover.timeZone})`,
			],
			["Signed", `${plain(handover.outgoing)}, ${clockOr(handover.signedAt)}`],
			...(handover.receivers.length === 0
				? []
				: [["Handed over to", plain(handover.receivers.join(", "))] as const]),
			[
				"Acknowledged",
				handover.incoming === null
					? "not yet"
					: `${plain(handover.incoming)}, ${clockOr(handover.acknowledgedAt)}`,
			],
			["SHA-256", `\`${handover.snapshotHash}\``],
		]),
		"## Summary",
		prose(handover.summary),
		"## Waiting for a decision",
		handover.waiting.map(waitingLine).join("\n"),
		...changes(difference),
		"## Items",
		...(handover.items.length === 0
			? ["None."]
			: handover.items.flatMap((item, index) => itemBlocks(item, index, times, readBack))),
		"## Left out",
		handover.omitted.length === 0
			? "None."
			: handover.omitted
					.map(({ title, omission }) => `- ${plain(title)}: ${plain(omission ?? "")}`)
					.join("\n"),
		"## Synthesis of the reader",
		prose(readBack.synthesis),
		"## Addenda",
		...(readBack.addenda.length === 0
			? ["None."]
			: readBack.addenda.map(
					({ by, at, body }) => `**${plain(by.name)}, ${utcMinute(at)}**\n\n${prose(body)}`,
				)),
	];
	return `${blocks.join("\n\n")}\n`;
}

function changes({ previous, fresh, resolved, carried }: DifferenceDto): string[] {
	if (previous === null) return [];
	return [
		`## Since handover ${previous.number}`,
		list([
			["New", titles(fresh)],
			["Resolved", resolved.length === 0 ? "none" : resolved.map(resolvedText).join("; ")],
			[
				"Carried over",
				carried.length === 0
					? "none"
					: carried.map(({ title, times }) => `${plain(title)} (${times})`).join("; "),
			],
		]),
	];
}

function titles(items: readonly { readonly title: string }[]): string {
	return items.length === 0 ? "none" : items.map(({ title }) => plain(title)).join("; ");
}

function resolvedText({ title, outcome, by, at }: DifferenceDto["resolved"][number]): string {
	if (outcome === null || at === null) return plain(title);
	return `${plain(title)} (${outcome} by ${plain(by ?? "")}, ${utcMinute(at)})`;
}

function waitingLine({ name, count, since, waited, event, unrecorded }: Waiting): string {
	const times = [
		...(since === null ? [] : [`waiting since ${utcMinute(since)} (${waited} at the signing)`]),
		...(event === null ? [] : [`oldest event ${utcMinute(event)}`]),
		...(unrecorded ? [`${since === null ? "times" : "event time"} not recorded when this was signed`] : []),
	];
	const what = name === "Backlog" ? "not decided" : "clicked through";
	return `- ${[`${count.toLocaleString("en")} ${what}`, ...times].join(", ")}`;
}

/** What earlier handovers in the chain still say of an item. */
function earlierEntries({ answer, messages, explanation }: EarlierSaid): (readonly [string, string])[] {
	return [
		...(answer === null
			? []
			: [
					[
						"Answered before",
						`${answer.answer} by ${plain(answer.by.name)} in handover ${answer.handover}${answer.reason === "" ? "" : `: ${plain(answer.reason)}`}`,
					] as const,
				]),
		...messages.map(
			({ handover, by, body }) =>
				[`Asked in handover ${handover}`, `${plain(by.name)}: ${plain(body)}`] as const,
		),
		...(explanation === null
			? []
			: [[`Explained in handover ${explanation.handover}`, plain(explanation.text)] as const]),
	];
}

function itemBlocks(
	item: HandedItem,
	index: number,
	times: ReadonlyMap<string, number>,
	readBack: ReadBackDto,
): string[] {
	const carried = times.get(item.key) ?? 0;
	const answer = readBack.answers.find((one) => one.item === item.key);
	const thread = readBack.messages.filter((one) => one.item === item.key);
	return [
		`### ${index + 1}. ${plain(item.title)}`,
		list([
			[
				"Stability",
				`${STABILITY_LABEL[item.stability]}${item.frozen.saidIn === null ? "" : `, said in handover ${item.frozen.saidIn}`}`,
			],
			...(carried === 0
				? []
				: [["Carried over", `${carried} ${carried === 1 ? "shift" : "shifts"}`] as const]),
			...item.facts.map(
				({ name, text, at }) =>
					[
						name,
						[
							...(text === "" ? [] : [plain(factText(text, utcMinute))]),
							...(at === null ? [] : [utcMinute(at)]),
						].join(", "),
					] as const,
			),
			...(
				[
					["If … then", item.contingency],
					["Note", item.note],
					["Explained", item.explanation],
				] as const
			)
				.filter(([, text]) => text !== "")
				.map(([name, text]) => [name, plain(text)] as const),
			...earlierEntries(item.frozen.earlier),
			[
				"Read back",
				answer === undefined
					? "no answer yet"
					: `${answer.answer} by ${plain(answer.by.name)}, ${utcMinute(answer.at)}${answer.reason === "" ? "" : `: ${plain(answer.reason)}`}`,
			],
		]),
		...thread.map(({ by, at, body }) => `> **${plain(by.name)}, ${utcMinute(at)}:** ${plain(body)}`),
	];
}

function list(entries: readonly (readonly [name: string, text: string])[]): string {
	return entries.map(([name, text]) => `- **${plain(name)}:** ${text}`).join("\n");
}

/** Several lines as they were written, each of them text. */
function prose(text: string): string {
	return text.trim() === "" ? "None." : escaped(text).replace(/\n/g, "  \n");
}

/** On one line. */
function plain(text: string): string {
	return escaped(text.replace(/\s+/g, " ").trim());
}

/** URLs dead, and nothing read as markup (CommonMark 0.31, 2.4: any ASCII punctuation may be escaped). */
function escaped(text: string): string {
	return visibleProse(text)
		.replace(/[\\`*_{}[\]<>#|~&]/g, "\\$&")
		.replace(/^(\s*)([-+=])/gm, "$1\\$2")
		.replace(/^(\s*\d+)([.)])/gm, "$1\\$2");
}

function clockOr(iso: string | null): string {
	return iso === null ? "not yet" : utcMinute(iso);
}
