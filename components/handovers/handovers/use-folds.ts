"use client";

import { useEffect, useState } from "react";
import type { SnapshotItem } from "@/lib/handovers/handovers/snapshot";
import { itemAnchor } from "./item-anchor";
import { usePrinting } from "./use-printing";

/** Up to so many items stand open; more are folded, each to one line. */
const OPEN_MOST = 20;
/** Items at risk stand open in any case, up to so many. */
const OPEN_AT_RISK = 10;
/** Items of a section that are listed at first. */
export const LISTED = 40;

export interface Folds {
	readonly isOpen: (item: SnapshotItem) => boolean;
	readonly toggle: (item: SnapshotItem) => void;
	/** Those of a section that are listed, in their order. */
	readonly listed: (items: readonly SnapshotItem[]) => readonly SnapshotItem[];
	readonly showAll: () => void;
	/** Opens an item, lists it, and leads to it. @param key of the item */
	readonly reveal: (key: string) => void;
}

/** Which items of a handover stand open and listed: with hundreds of them the page stays small. All are, on paper. */
export function useFolds(items: readonly SnapshotItem[]): Folds {
	const printing = usePrinting();
	// As it was when the page opened: one more item must not fold what somebody is writing in.
	const [openAtFirst] = useState(() => items.length <= OPEN_MOST);
	const [set, setSet] = useState<ReadonlyMap<string, boolean>>(new Map());
	const [all, setAll] = useState(false);
	const [target, setTarget] = useState<{ readonly key: string } | null>(null);
	const atRisk = items.filter(({ stability }) => stability === "unstable").length;

	const reveal = (key: string) => {
		setSet((known) => new Map(known).set(key, true));
		setTarget({ key });
	};
	useEffect(() => {
		if (target === null) return;
		const place = document.getElementById(itemAnchor(target.key));
		place?.scrollIntoView({ block: "start" });
		place?.focus({ preventScroll: true });
	}, [target]);

	const isOpen = ({ item, stability }: SnapshotItem) =>
		printing || (set.get(item) ?? (openAtFirst || (stability === "unstable" && atRisk <= OPEN_AT_RISK)));
	return {
		isOpen,
		toggle: (item) => setSet((known) => new Map(known).set(item.item, !isOpen(item))),
		listed: (those) =>
			all || printing
				? those
				: those.filter(({ item }, index) => index < LISTED || set.has(item) || item === target?.key),
		showAll: () => setAll(true),
		reveal,
	};
}
