"use client";

import { useMemo, useRef, useState } from "react";
import {
	extended,
	NOTHING_SELECTED,
	pruned,
	type Selection,
	toggled,
} from "@/components/data-table/selection";
import type { FindingFilter, FindingSummary } from "@/lib/triage/findings/schema";
import type { SelectionCells } from "./columns";

/** Everything that matched when it was chosen. */
export interface AllMatching {
	readonly filter: FindingFilter;
	readonly asOf: string;
	readonly count: number;
}

export interface FindingSelection {
	readonly ids: Selection;
	readonly findings: readonly FindingSummary[];
	readonly all: AllMatching | null;
	readonly cells: SelectionCells;
	/** Selects or not; with `range` everything from the row toggled last. */
	readonly toggle: (id: string, range: boolean) => void;
	readonly selectAll: (all: AllMatching) => void;
	readonly clear: () => void;
}

/**
 * The selected findings: single ones, or all that match.
 * @param listing names the listing; another one starts with nothing selected
 */
export function useSelection(rows: readonly FindingSummary[], listing: string): FindingSelection {
	const [state, setState] = useState<{ listing: string; ids: Selection; all: AllMatching | null }>({
		listing,
		ids: NOTHING_SELECTED,
		all: null,
	});
	const anchor = useRef<string | null>(null);
	const shown = useMemo(() => rows.map((row) => row.id), [rows]);
	const current = state.listing === listing;
	const all = current ? state.all : null;
	const ids = useMemo(() => {
		if (!current) return NOTHING_SELECTED;
		return state.all === null ? pruned(state.ids, shown) : new Set(shown);
	}, [current, state, shown]);

	const select = (next: Selection) => setState({ listing, ids: next, all: null });
	const toggle = (id: string, range: boolean) => {
		if (all !== null) return;
		select(range ? extended(ids, shown, anchor.current, id) : toggled(ids, id));
		anchor.current = id;
	};
	const clear = () => {
		anchor.current = null;
		select(NOTHING_SELECTED);
	};
	return {
		ids,
		findings: useMemo(() => rows.filter((row) => ids.has(row.id)), [rows, ids]),
		all,
		toggle,
		clear,
		selectAll: (next) => setState({ listing, ids: NOTHING_SELECTED, all: next }),
		cells: {
			isSelected: (id) => ids.has(id),
			toggle,
			state: () => (ids.size === 0 ? "none" : ids.size === shown.length ? "all" : "some"),
			toggleAll: () => (ids.size > 0 ? clear() : select(new Set(shown))),
			locked: () => all !== null,
		},
	};
}
