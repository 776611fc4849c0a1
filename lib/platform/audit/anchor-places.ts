/** How noting the audit's head outside the database has gone in this process, place by place, for Health. */

export const ANCHOR_PLACES = ["file", "syslog", "tsa"] as const;
export type AnchorPlace = (typeof ANCHOR_PLACES)[number];

export interface PlaceState {
	/** The head that got there last; null before the first. */
	readonly hash: string | null;
	/** When that was, ISO 8601. */
	readonly at: string | null;
	/** Why the last attempt failed; null when it did not. */
	readonly failure: { readonly at: string; readonly reason: string } | null;
}

/** Next's bundle has its own copy of this module; they share what is known. */
const shared = Symbol.for("afterclick.anchorPlaces");
type Shared = { [shared]?: Map<AnchorPlace, PlaceState> };

function places(): Map<AnchorPlace, PlaceState> {
	const holder = globalThis as Shared;
	holder[shared] ??= new Map();
	return holder[shared];
}

export function anchorPlace(place: AnchorPlace): PlaceState {
	return places().get(place) ?? { hash: null, at: null, failure: null };
}

export function notePlace(place: AnchorPlace, state: Partial<PlaceState>): void {
	places().set(place, { ...anchorPlace(place), ...state });
}

/** Forgets all, for tests. */
export function forgetPlaces(): void {
	places().clear();
}
