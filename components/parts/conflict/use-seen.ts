"use client";

import { useState } from "react";

export interface Versioned {
	readonly version: number;
}

export interface Seen<T extends Versioned | undefined> {
	/** As it was when the person began, or as a refused write showed it: what the next write names. */
	readonly seen: T;
	/** How it stands now, where somebody else has changed it since, or a refused write showed it. */
	readonly theirs: NonNullable<T> | null;
	/** True once a write was refused for {@link theirs}: it is shown, so the next write goes over it. */
	readonly refused: boolean;
	/** Takes in how it stands from a refused write. */
	readonly refuse: (now: NonNullable<T>) => void;
	/** Begins again from how it stands, such as after a save. */
	readonly adopt: (now: NonNullable<T>) => void;
}

/**
 * What a form was opened over. Pages learn of changes while a form is open; its write names the version that the
 * person saw, so that what others changed meanwhile is refused and shown instead of overwritten.
 * @param current as the page knows it now; undefined for something new
 */
export function useSeen<T extends Versioned | undefined>(current: T): Seen<T> {
	const [state, setState] = useState<{ readonly seen: T; readonly refused: boolean }>({
		seen: current,
		refused: false,
	});
	return {
		...state,
		theirs: theirsOf(state.seen, current, state.refused),
		refuse: (now) => setState({ seen: now, refused: true }),
		adopt: (now) => setState({ seen: now, refused: false }),
	};
}

/** What to show beside the person's own: the newest that is known, where that is not what they began with. */
export function theirsOf<T extends Versioned | undefined>(
	seen: T,
	current: T,
	refused: boolean,
): NonNullable<T> | null {
	if (current !== undefined && current.version > (seen?.version ?? 0)) return current;
	return refused && seen !== undefined ? (seen as NonNullable<T>) : null;
}
