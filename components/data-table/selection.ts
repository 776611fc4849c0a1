/** Ids of the selected rows. */
export type Selection = ReadonlySet<string>;

export const NOTHING_SELECTED: Selection = new Set();

/** With or without one row. */
export function toggled(selection: Selection, id: string): Selection {
	const next = new Set(selection);
	if (!next.delete(id)) next.add(id);
	return next;
}

/**
 * With every row from the anchor to `id` selected, as shown; only `id` when the anchor is no longer shown.
 */
export function extended(
	selection: Selection,
	shown: readonly string[],
	anchor: string | null,
	id: string,
): Selection {
	const to = shown.indexOf(id);
	const from = anchor === null ? to : shown.indexOf(anchor);
	if (to < 0) return selection;
	const start = from < 0 ? to : Math.min(from, to);
	const end = from < 0 ? to : Math.max(from, to);
	return new Set([...selection, ...shown.slice(start, end + 1)]);
}

/** Without the rows that are no longer shown; the same set when nothing changes. */
export function pruned(selection: Selection, shown: readonly string[]): Selection {
	if (selection.size === 0) return selection;
	const there = new Set(shown);
	const kept = [...selection].filter((id) => there.has(id));
	return kept.length === selection.size ? selection : new Set(kept);
}
