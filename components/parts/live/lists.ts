/** What the stream of changes tells of, and which lists show it. The only place that says so; a test holds it to every query. */
import type { LiveEvent } from "@/lib/insights/live/rules";

export const SUBJECTS = ["case", "finding", "inbox"] as const;
export type Subject = (typeof SUBJECTS)[number];

/** What each event is about; `refresh` says that anything may have been missed. */
export const EVENT_SUBJECTS: Readonly<Record<LiveEvent, readonly Subject[]>> = {
	cases: ["case"],
	findings: ["finding"],
	inbox: ["inbox"],
	looking: [],
	refresh: SUBJECTS,
};

export interface LiveList {
	/** How the keys of its queries begin, part by part; `*` is anything, `:case` the case that the event names. */
	readonly key: string;
	/** Empty: nothing that the stream tells of. */
	readonly shows: readonly Subject[];
	/** Read again so often at most, in milliseconds, where reading it costs much; otherwise {@link TOGETHER_MS}. */
	readonly everyMs?: number;
	/** The file that takes the event in by itself, where reading the list again would move it under the pointer. */
	readonly by?: string;
}

/** Of changes that follow one another the first is read at once, the others together this much later; milliseconds. */
export const TOGETHER_MS = 800;

/** Counted over everything, or drawn up by the server. */
const COSTLY = { everyMs: 5_000 } as const;

const DECISIONS = { shows: ["finding"], by: "components/triage/findings/use-others-decisions.ts" } as const;

/** Every list of the console. */
export const LISTS: readonly LiveList[] = [
	{ key: "cases/board", shows: ["case"] },
	{ key: "cases/pages", shows: ["case"] },
	{ key: "cases/one/:case", shows: ["case"] },
	// Of other cases: those that are linked, merged or have the same entity.
	{ key: "cases/one/*/detail", shows: ["case"], ...COSTLY },
	{ key: "cases/one/*/entities", shows: ["case"], ...COSTLY },
	{ key: "cases/one/*/findings", shows: ["finding"] },
	{ key: "cases/search", shows: ["case", "finding"] },
	{ key: "cases/choice", shows: ["case"] },
	{ key: "cases/number", shows: ["case"] },
	// Of the dialog that escalates: what is offered must not move while the person chooses.
	{ key: "likely-cases", shows: [] },
	{ key: "cases/loose", shows: ["case", "finding"] },
	{ key: "cases/measures", shows: ["case"], ...COSTLY },
	{ key: "cases/timeline", shows: ["case"], by: "components/cases/timeline/queries.ts" },
	{ key: "cases/people", shows: [] },
	{ key: "findings/list", ...DECISIONS },
	{ key: "findings/detail", ...DECISIONS },
	{ key: "findings/facets", ...DECISIONS },
	{ key: "findings/facets/run", shows: ["finding"] },
	{ key: "findings/users", shows: [] },
	{ key: "hunts/list", shows: ["finding"], ...COSTLY },
	{ key: "hunts/detail", shows: ["finding"], ...COSTLY },
	{ key: "hunts/found", shows: ["finding"], ...COSTLY },
	{ key: "hunts/coverage", shows: [] },
	{ key: "hunts/history", shows: [] },
	{ key: "hunts/log", shows: [] },
	{ key: "hunts/runs", shows: [] },
	{ key: "hunts/schedules", shows: [] },
	{ key: "handovers/one/*/detail", shows: ["case", "finding"], everyMs: 10_000 },
	{ key: "handovers/one/*/since", shows: ["case", "finding"], everyMs: 10_000 },
	{ key: "handovers/one/*/read-back", shows: [] },
	{ key: "handovers/one/*/difference", shows: [] },
	{ key: "handovers/one/*/receivers", shows: [] },
	{ key: "handovers/history", shows: [] },
	{ key: "handovers/calendar", shows: [] },
	{ key: "inbox/items", shows: ["inbox"] },
	{ key: "inbox/work", shows: ["inbox", "case", "finding"] },
	{ key: "inbox/handovers", shows: ["inbox"] },
	{ key: "inbox/count", shows: ["inbox", "case"] },
	{ key: "account", shows: [] },
	{ key: "audit", shows: [] },
	{ key: "deadlines", shows: [] },
	{ key: "people", shows: [] },
	{ key: "runs", shows: [] },
	{ key: "schedules", shows: [] },
	{ key: "shifts", shows: [] },
	{ key: "templates", shows: [] },
	{ key: "tokens", shows: [] },
	{ key: "webhooks", shows: [] },
	{ key: "workspace", shows: [] },
];

/** Whether a query's key begins as `pattern` says. */
export function beginsAs(pattern: string, key: readonly unknown[]): boolean {
	return pattern.split("/").every((part, index) => part === "*" || part === key[index]);
}
