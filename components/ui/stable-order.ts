"use client";

import { useState } from "react";

/** The order of a list that was shown: what is in it stays in its place, and what is new comes last. */
export function stableOrder(shown: readonly string[], keys: readonly string[]): readonly string[] {
	const known = new Set(shown);
	const added = keys.filter((key) => !known.has(key));
	return added.length === 0 ? shown : [...shown, ...added];
}

/**
 * Keys in the order in which they were first shown, so that nothing moves under a pointer that is about to choose.
 * @param occasion when it changes, such as with the typed text, the keys are shown as they come
 */
export function useStableOrder(keys: readonly string[], occasion = ""): readonly string[] {
	const [shown, setShown] = useState({ occasion, keys });
	const next = shown.occasion === occasion ? stableOrder(shown.keys, keys) : keys;
	if (shown.occasion !== occasion || next !== shown.keys) setShown({ occasion, keys: next });
	return next;
}
