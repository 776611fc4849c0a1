"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { Mark } from "@/components/ui/tag";
import type { Stability } from "@/lib/handovers/handovers/rules";
import type { SnapshotItem } from "@/lib/handovers/handovers/snapshot";
import { STABILITY } from "./looks";
import type { Folds } from "./use-folds";

interface GroupProps {
	readonly stability: Stability;
	readonly items: readonly SnapshotItem[];
	readonly folds: Folds;
	readonly children: (item: SnapshotItem) => ReactNode;
}

/** The items of one stability, with their number; the beginning of a long list, and the rest when asked for. */
export function Group({ stability, items, folds, children }: GroupProps) {
	const mine = items.filter((item) => item.stability === stability);
	const listed = folds.listed(mine);
	return (
		<Section title={<GroupTitle stability={stability} count={mine.length} />}>
			{mine.length === 0 ? (
				<p className="text-faint">none</p>
			) : (
				<ul className="flex flex-col gap-2">{listed.map(children)}</ul>
			)}
			<ShowAll listed={listed.length} of={mine.length} stability={stability} onShow={folds.showAll} />
		</Section>
	);
}

export function GroupTitle({ stability, count }: { stability: Stability; count: number }) {
	const { label, icon, tone } = STABILITY[stability];
	return (
		<Mark icon={icon} tone={tone}>
			{label} <span className="font-normal text-muted">{count.toLocaleString("en")}</span>
		</Mark>
	);
}

interface ShowAllProps {
	readonly listed: number;
	readonly of: number;
	readonly stability: Stability;
	readonly onShow: () => void;
}

/** Lists the rest of a section; nothing where all of it is listed. */
export function ShowAll({ listed, of, stability, onShow }: ShowAllProps) {
	if (listed >= of) return null;
	return (
		<Button variant="ghost" className="mt-1" onClick={onShow}>
			Show {(of - listed).toLocaleString("en")} more: {STABILITY[stability].label}
		</Button>
	);
}
