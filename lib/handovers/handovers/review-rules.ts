/** What changed from one handover to the next, and for how long something has been handed on. */

/** An item that was handed on this often, or more, stands out: a shift that only passes it on does not work on it. */
export const CARRIED_TOO_LONG = 3;

/** How many handovers are looked back for where an item began; more are told as "at least". */
export const LOOK_BACK = 60;

export interface Difference<Item> {
	/** In this handover, not in the one before. */
	readonly fresh: readonly Item[];
	/** In the one before, not in this. */
	readonly resolved: readonly Item[];
	/** In both; as this one has them. */
	readonly carried: readonly Item[];
}

/** Every item of both handovers is in exactly one of the three parts, in the order it had. */
export function difference<Item extends { readonly key: string }>(
	before: readonly Item[],
	now: readonly Item[],
): Difference<Item> {
	const had = new Set(before.map(({ key }) => key));
	const has = new Set(now.map(({ key }) => key));
	return {
		fresh: now.filter(({ key }) => !had.has(key)),
		resolved: before.filter(({ key }) => !has.has(key)),
		carried: now.filter(({ key }) => had.has(key)),
	};
}

/**
 * How many handovers in a row, ending with the one before the newest, already had each item of the newest: 0 for what
 * is new. An item that was resolved and comes back begins again.
 * @param chain the items of each handover, the newest first
 */
export function timesCarried(chain: readonly Iterable<string>[]): ReadonlyMap<string, number> {
	const [newest, ...earlier] = chain;
	const times = new Map<string, number>();
	for (const key of newest ?? []) times.set(key, 0);
	let still = new Set(times.keys());
	for (const handover of earlier) {
		const here = new Set(handover);
		still = new Set([...still].filter((key) => here.has(key)));
		if (still.size === 0) break;
		for (const key of still) times.set(key, (times.get(key) ?? 0) + 1);
	}
	return times;
}

/** What a handover is called; `shift` is empty where none is planned. */
export function handoverName(number: number, shift: string): string {
	return shift === "" ? `Handover ${number}` : `Handover ${number}: ${shift}`;
}

export function isCarriedTooLong(times: number): boolean {
	return times >= CARRIED_TOO_LONG;
}
