import { CASE_SEVERITIES, type CaseSeverity, type CaseStatus } from "@/lib/core/case-status";

/** I-PASS's illness severity, the gravest first: the order in which a handover is read out. */
export const STABILITIES = ["unstable", "watcher", "stable"] as const;
export type Stability = (typeof STABILITIES)[number];

/** What people call them. */
export const STABILITY_LABEL: Readonly<Record<Stability, string>> = {
	unstable: "At risk",
	watcher: "Watch",
	stable: "Stable",
};

export const HANDOVER_STATUSES = ["draft", "signed", "acknowledged"] as const;
export type HandoverStatus = (typeof HANDOVER_STATUSES)[number];

/** What a handover is made of, in the order of its sections. Each section stands there, "none" where it is empty. */
export const ITEM_KINDS = [
	"case",
	"escalated",
	"untriaged",
	"changed",
	"hunt",
	"feed",
	"simulations",
] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

/** Kinds of which there is one item at most; its key is the kind alone. */
const SINGLE = ["escalated", "untriaged", "changed", "simulations"] as const satisfies readonly ItemKind[];
export type SingleKind = (typeof SINGLE)[number];

/** Names an item from one handover to the next: `case:ID`, `hunt:WORKSPACE:HUNT`, `untriaged`. */
export function itemKey(kind: Exclude<ItemKind, SingleKind>, ...ids: readonly [string, ...string[]]): string {
	return [kind, ...ids].join(":");
}

/** The kind in an item's key; null when it names nothing that a handover has. */
export function kindOf(key: string): ItemKind | null {
	const [kind = "", ...ids] = key.split(":");
	const known = ITEM_KINDS.find((one) => one === kind);
	if (known === undefined) return null;
	const single = (SINGLE as readonly string[]).includes(kind);
	return single === (ids.length === 0) && !ids.includes("") ? known : null;
}

/** How grave an item is taken to be until the outgoing lead says. Never unstable: that is a person's judgement. */
export function suggestedStability(
	kind: ItemKind,
	facts: {
		readonly severity?: CaseSeverity;
		readonly status?: CaseStatus;
		readonly clickedThrough?: number;
	} = {},
): Stability {
	switch (kind) {
		case "case":
			return facts.severity === "high" && facts.status === "open" ? "watcher" : "stable";
		case "untriaged":
			return (facts.clickedThrough ?? 0) > 0 ? "watcher" : "stable";
		case "simulations":
			return "stable";
		default:
			return "watcher";
	}
}

/** What must not be missing when a shift ends. */
export const MISSING = ["next_action", "owner", "time", "contingency", "case"] as const;
export type Missing = (typeof MISSING)[number];

export interface NextAction {
	readonly text: string;
	readonly owner: { readonly id: string | null; readonly name: string } | null;
	/** ISO 8601 in UTC. */
	readonly at: string | null;
}

/** What completeness looks at. */
export interface Checked {
	readonly kind: ItemKind;
	readonly stability: Stability;
	readonly nextAction: NextAction | null;
	readonly contingency: string;
	readonly explanation: string;
	readonly omission: string | null;
}

/**
 * What an item lacks: an open case its next action, or that action's owner or time; whatever is unstable its "if …,
 * then …"; an escalated finding its case.
 */
export function missingIn(item: Checked): Missing[] {
	const missing: Missing[] = [];
	if (item.kind === "case") {
		if ((item.nextAction?.text.trim() ?? "") === "") missing.push("next_action");
		if (item.nextAction === null || item.nextAction.owner === null) missing.push("owner");
		if (item.nextAction === null || item.nextAction.at === null) missing.push("time");
	}
	if (item.kind === "escalated") missing.push("case");
	if (item.stability === "unstable" && item.contingency.trim() === "") missing.push("contingency");
	return missing;
}

/** What keeps a handover from being signed: lacks that nobody has explained, in an item that is not left out. */
export function blocking(item: Checked): Missing[] {
	const excused = item.explanation.trim() !== "" || item.omission !== null;
	return excused ? [] : missingIn(item);
}

/** How the work on a case can end within a window. */
export const OUTCOMES = ["resolved", "closed", "merged"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What an order needs to know of an item. */
export interface Ordered {
	readonly item: string;
	readonly kind: ItemKind;
	readonly stability: Stability;
	/** The lead's own order among items of the same severity; null: as it comes. */
	readonly position: number | null;
	readonly severity: CaseSeverity | null;
}

/** The gravest first; among equals the lead's order, then the sections', then the case's severity, then the key. */
export function compareItems(a: Ordered, b: Ordered): number {
	return (
		STABILITIES.indexOf(a.stability) - STABILITIES.indexOf(b.stability) ||
		(a.position ?? Number.MAX_SAFE_INTEGER) - (b.position ?? Number.MAX_SAFE_INTEGER) ||
		ITEM_KINDS.indexOf(a.kind) - ITEM_KINDS.indexOf(b.kind) ||
		rank(b.severity) - rank(a.severity) ||
		(a.item < b.item ? -1 : a.item > b.item ? 1 : 0)
	);
}

function rank(severity: CaseSeverity | null): number {
	return severity === null ? -1 : CASE_SEVERITIES.indexOf(severity);
}

/** Lengths of what the outgoing lead writes, in characters. */
export const SUMMARY_LIMIT = 10_000;
export const NOTE_LIMIT = 4_000;

/** Items that one answer can be given for at once. */
export const ITEMS_LIMIT = 1_000;

/** The window of a first handover without a plan: there is none to begin at. */
export const FIRST_WINDOW_MS = 24 * 3_600_000;
