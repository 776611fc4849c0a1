import { visibleProse, visibleText } from "@/lib/core/visible-text";
import {
	type SnapshotDocument,
	type SnapshotItem,
	snapshotDocument,
} from "@/lib/handovers/handovers/snapshot";

/** What was handed over, item by item, as read-back, difference, wall and exports show it. */

export interface HandedFact {
	readonly name: string;
	/** Empty where the fact is a time alone. */
	readonly text: string;
	/** ISO 8601, where the fact is a time or has one. */
	readonly at: string | null;
}

export interface HandedItem {
	/** As HandoverNote.item: `case:ID`, `hunt:ID`, `untriaged`, … */
	readonly key: string;
	readonly title: string;
	readonly stability: "stable" | "watcher" | "unstable";
	/** Path within the app of what it is about. */
	readonly href: string;
	readonly facts: readonly HandedFact[];
	readonly note: string;
	readonly contingency: string;
	/** Why it was handed over although something was missing. */
	readonly explanation: string;
	/** Why it was left out; null: it was not. */
	readonly omission: string | null;
	/** As it stands in the snapshot. */
	readonly frozen: SnapshotItem;
}

/** The frozen document of a signed handover. @throws ZodError for a format that this version does not know */
export function documentOf(snapshot: unknown): SnapshotDocument {
	return snapshotDocument.parse(snapshot);
}

/** Every item of a signed handover, those that were left out among them; none where there is no snapshot. */
export function allItems(snapshot: unknown): HandedItem[] {
	return snapshot === null || snapshot === undefined ? [] : documentOf(snapshot).items.map(toHanded);
}

/** The items that are to be read back: what was left out was declared, not handed over. */
export function handedItems(snapshot: unknown): HandedItem[] {
	return allItems(snapshot).filter(({ omission }) => omission === null);
}

function toHanded(item: SnapshotItem): HandedItem {
	return {
		key: item.item,
		title: visibleText(item.title),
		stability: item.stability,
		href: item.href,
		facts: factsOf(item),
		note: visibleProse(item.note),
		contingency: visibleProse(item.contingency),
		explanation: visibleProse(item.explanation),
		omission: item.omission === null ? null : visibleProse(item.omission),
		frozen: item,
	};
}

function factsOf(item: SnapshotItem): HandedFact[] {
	const { nextAction, waiting } = item;
	const { severity, status, owner, findings } = item.case ?? {};
	const fact = (name: string, text: string, at: string | null = null) =>
		text === "" && at === null ? [] : [{ name, text: visibleProse(text), at }];
	return [
		...(item.case === null
			? []
			: fact(
					"Case",
					`${severity}, ${status}, ${findings === 1 ? "1 finding" : `${findings} findings`}, ${owner == null ? "unassigned" : `owner ${owner.name}`}`,
				)),
		...fact("What we know", item.known),
		...fact("Hypothesis", item.hypothesis),
		...(nextAction === null
			? []
			: fact(
					"Next action",
					nextAction.owner === null ? nextAction.text : `${nextAction.text}: ${nextAction.owner.name}`,
					nextAction.at,
				)),
		...(waiting === null ? [] : fact("Waiting on", waiting.for, waiting.since)),
		...item.facts.flatMap(({ name, value }) => fact(name, value)),
	];
}
