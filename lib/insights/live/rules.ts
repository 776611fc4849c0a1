/** What pages hear of while they are open. */
export const LIVE_EVENTS = ["cases", "findings", "inbox", "looking", "refresh"] as const;
export type LiveEvent = (typeof LIVE_EVENTS)[number];

/** Findings of one decision that are sent along; of more the pages ask again. */
export const PUSHED_FINDINGS = 100;

/** A page that began to read longer ago than this reads again what it shows; in milliseconds. */
export const MOST_AGO_MS = 600_000;

/** Anyone who looks at a case says so this often, and counts as gone after three times that; in milliseconds. */
export const LOOKING_MS = 20_000;

/** One open page of a person on a case. */
export interface Looker {
	/** The open page. */
	readonly page: string;
	readonly personId: string;
	readonly name: string;
}

export interface SeenLooker extends Looker {
	/** When it was heard of last, in milliseconds. */
	readonly at: number;
}

/** Those heard of lately, each person once, by name. */
export function present(lookers: Iterable<SeenLooker>, now: number): { id: string; name: string }[] {
	const people = new Map<string, string>();
	for (const { personId, name, at } of lookers) {
		if (now - at < 3 * LOOKING_MS) people.set(personId, name);
	}
	return [...people].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name, "en"));
}
