import { cutText } from "@/lib/core/text-rules";
import { withoutLiveUrls } from "@/lib/core/visible-text";
import type { Answered, HandedOver, HandedOverItem } from "@/lib/handovers/handovers/events";
import { STABILITY_LABEL } from "@/lib/handovers/handovers/rules";
import type { Fact, Message } from "./message";
import { oneLine } from "./rules";

/** Items listed one by one in an event; more are only counted. */
const LISTED_ITEMS = 50;
const FIELD_MOST = 200;
const TEXT_MOST = 2_000;

/** The data of `handover.signed`, version 1; docs/webhooks.md describes it for receivers. */
export type SignedData = ReturnType<typeof signedData>;
/** The data of `handover.acknowledged`, version 1. */
export type AcknowledgedData = ReturnType<typeof acknowledgedData>;

/** One event for one signing. URLs in it are defanged, so that no live one is ever stored or sent. */
export function signedData(
	handover: HandedOver,
	items: readonly HandedOverItem[],
	publicUrl: string | undefined,
) {
	return {
		handover: handoverOf(handover),
		summary: prose(handover.summary),
		...listed(items, (item) => ({ item: item.key, title: field(item.title), stability: item.stability })),
		link: linkOf(handover, publicUrl),
	};
}

/** One event for one acknowledgement: what was said back, and what was not taken over. */
export function acknowledgedData(
	handover: HandedOver,
	answers: readonly Answered[],
	items: readonly HandedOverItem[],
	publicUrl: string | undefined,
) {
	const titles = new Map(items.map(({ key, title }) => [key, title]));
	const declined = answers.filter(({ answer }) => answer === "declined");
	return {
		handover: handoverOf(handover),
		by: { name: field(handover.incomingName ?? "") },
		at: handover.acknowledgedAt?.toISOString() ?? null,
		synthesis: prose(handover.synthesis),
		...listed(declined, ({ item, reason }) => ({
			item,
			title: field(titles.get(item) ?? item),
			reason: prose(reason),
		})),
		link: linkOf(handover, publicUrl),
	};
}

export function signedMessage(data: SignedData): Message {
	const { handover, items, count } = data;
	return {
		title: `Handover ${handover.number} is signed`,
		facts: [
			...facts(handover),
			{ name: "By", value: handover.outgoing.name },
			{ name: "Items", value: String(count) },
		],
		note: data.summary === "" ? null : data.summary,
		items: items.map(({ title, stability }) => ({
			title,
			lines: [STABILITY_LABEL[stability]],
			link: null,
		})),
		more: data.omitted,
		link: data.link,
	};
}

export function acknowledgedMessage(data: AcknowledgedData): Message {
	const { handover, items, count } = data;
	return {
		title: `Handover ${handover.number} is acknowledged`,
		facts: [
			...facts(handover),
			{ name: "By", value: data.by.name },
			{ name: "Declined", value: String(count) },
		],
		note: data.synthesis === "" ? null : data.synthesis,
		items: items.map(({ title, reason }) => ({ title, lines: [`Declined: ${reason}`], link: null })),
		more: data.omitted,
		link: data.link,
	};
}

function handoverOf(handover: HandedOver) {
	return {
		id: handover.id,
		number: handover.number,
		shift: field(handover.shift),
		team: field(handover.team),
		windowFrom: handover.windowFrom.toISOString(),
		windowTo: handover.windowTo.toISOString(),
		timeZone: handover.timeZone,
		outgoing: { name: field(handover.outgoingName) },
		signedAt: handover.signedAt?.toISOString() ?? null,
		snapshotSha256:
			handover.snapshotHash === null ? null : Buffer.from(handover.snapshotHash).toString("hex"),
	};
}

function listed<Item, Listed>(items: readonly Item[], list: (item: Item) => Listed) {
	const shown = items.slice(0, LISTED_ITEMS);
	/** `omitted` are those that are not listed. */
	return { count: items.length, items: shown.map(list), omitted: items.length - shown.length };
}

function facts(handover: SignedData["handover"]): Fact[] {
	const { shift, team, windowFrom, windowTo } = handover;
	return [
		...(shift === "" ? [] : [{ name: "Shift", value: team === "" ? shift : `${shift}, ${team}` }]),
		{ name: "Window", value: `${clock(windowFrom)} to ${clock(windowTo)} UTC` },
	];
}

function clock(iso: string): string {
	return `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
}

function linkOf({ number }: HandedOver, publicUrl: string | undefined): string | null {
	return publicUrl === undefined ? null : `${publicUrl}/handovers/${number}`;
}

function field(text: string): string {
	return withoutLiveUrls(oneLine(text, FIELD_MOST));
}

function prose(text: string): string {
	return cutText(withoutLiveUrls(text), TEXT_MOST);
}
