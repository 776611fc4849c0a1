"use client";

import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { FindingPage, FindingSummary } from "@/lib/triage/findings/schema";
import type { FindingStore } from "./finding-store";
import { shownStatuses, type TriageUrl } from "./url";

/** The rows as they should be shown now: the newest versions, decided ones gone from where they no longer belong. */
export function useTriageRows(
	store: FindingStore,
	pages: readonly FindingPage[] | undefined,
	url: TriageUrl,
): readonly FindingSummary[] {
	const turn = useSyncExternalStore(store.subscribe, store.turn, store.turn);
	const { statuses } = url;
	// What the list was read with is known as well, such as what a run has changed.
	useEffect(() => {
		for (const page of pages ?? []) store.learn(page.items);
	}, [pages, store]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: the turn counts what the store has learned
	return useMemo(() => {
		const shown = new Set(shownStatuses({ statuses }));
		const rows = new Map<string, FindingSummary>();
		for (const page of pages ?? []) {
			for (const item of page.items) {
				const finding = store.shown(item);
				if (shown.has(finding.status)) rows.set(finding.id, finding);
			}
		}
		return [...rows.values()];
	}, [pages, store, turn, statuses]);
}

export interface ActiveRow {
	/** The row the keyboard stands on; null before the first move. */
	readonly id: string | null;
	/** Its place, or where it was when it has left the list; -1 before the first move. */
	readonly index: number;
	readonly set: (id: string | null) => void;
}

/** Where the keyboard stands. An open finding is always the one stood on. */
export function useActiveRow(rows: readonly FindingSummary[], open: string | null): ActiveRow {
	const [cursor, set] = useState<string | null>(open);
	const id = open ?? cursor;
	const index = rows.findIndex((row) => row.id === id);
	const last = useRef(-1);
	if (index >= 0) last.current = index;
	const there = index >= 0 || id === null;
	return {
		id: there || open !== null ? id : null,
		index: there && id !== null ? index : Math.min(last.current, rows.length - 1),
		set,
	};
}
