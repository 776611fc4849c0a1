"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import { GroupTitle } from "@/components/handovers/handovers/group";
import { STABILITY } from "@/components/handovers/handovers/looks";
import { ANSWER } from "@/components/handovers/handovers/read-back-looks";
import { cx } from "@/components/ui/cx";
import { TONE_TEXT } from "@/components/ui/tone";
import type { HandedItem } from "@/lib/handovers/handovers/items";
import type { ReadBackAnswer } from "@/lib/handovers/handovers/read-back-rules";
import { STABILITIES, type Stability } from "@/lib/handovers/handovers/rules";
import { CarriedTag } from "./carried-tag";

/** Longer handovers begin with their stable items folded. */
const OPEN_MOST = 30;

interface ItemListProps {
	readonly items: readonly HandedItem[];
	readonly activeKey: string | null;
	readonly answers: ReadonlyMap<string, ReadBackAnswer>;
	/** How often each was carried over. */
	readonly times: ReadonlyMap<string, number>;
	readonly onChoose: (key: string) => void;
}

/** The items of a handover in their order, each with its answer, by how grave they are. */
export function ItemList({ items, activeKey, answers, times, onChoose }: ItemListProps) {
	const [folded, setFolded] = useState<ReadonlySet<Stability>>(
		() => new Set(items.length > OPEN_MOST ? (["stable"] as const) : []),
	);
	const toggle = (stability: Stability) =>
		setFolded((known) => {
			const next = new Set(known);
			if (!next.delete(stability)) next.add(stability);
			return next;
		});
	const numbered = items.map((item, index) => ({ item, number: index + 1 }));
	return (
		<ol aria-label="Items" className="flex flex-col">
			{STABILITIES.map((stability) => {
				const mine = numbered.filter(({ item }) => item.stability === stability);
				if (mine.length === 0) return null;
				const open = !folded.has(stability);
				const answered = mine.filter(({ item }) => answers.has(item.key)).length;
				const Chevron = open ? ChevronDown : ChevronRight;
				// Anyone who goes through the items with the keyboard sees where they are.
				const shown = open ? mine : mine.filter(({ item }) => item.key === activeKey);
				return (
					<li key={stability}>
						<button
							type="button"
							aria-expanded={open}
							onClick={() => toggle(stability)}
							className="flex w-full items-center gap-1.5 px-3 py-1.5 text-left font-medium text-sm -outline-offset-2 hover:bg-hover"
						>
							<Chevron aria-hidden className="size-3.5 shrink-0 text-muted" />
							<GroupTitle stability={stability} count={mine.length} />
							<span className="ml-auto font-normal text-muted">
								{answered === mine.length ? "all answered" : `${answered} answered`}
							</span>
						</button>
						<ol aria-label={STABILITY[stability].label} className="flex flex-col">
							{shown.map(({ item, number }) => (
								<Item
									key={item.key}
									item={item}
									number={number}
									active={item.key === activeKey}
									answer={answers.get(item.key)}
									times={times.get(item.key) ?? 0}
									onChoose={() => onChoose(item.key)}
								/>
							))}
						</ol>
					</li>
				);
			})}
		</ol>
	);
}

interface ItemProps {
	readonly item: HandedItem;
	readonly number: number;
	readonly active: boolean;
	readonly answer: ReadBackAnswer | undefined;
	readonly times: number;
	readonly onChoose: () => void;
}

function Item({ item, number, active, answer: given, times, onChoose }: ItemProps) {
	const answer = ANSWER[given ?? "none"];
	return (
		<li>
			<button
				type="button"
				aria-current={active ? "true" : undefined}
				onClick={onChoose}
				className={cx(
					"flex w-full items-start gap-2 border-l-2 border-l-transparent px-3 py-2 text-left -outline-offset-2 hover:bg-hover",
					active && "border-l-accent-text bg-selected hover:bg-selected",
				)}
			>
				<answer.icon
					aria-label={answer.label}
					className={cx("mt-0.5 size-4 shrink-0", TONE_TEXT[answer.tone])}
				/>
				<span className="min-w-0 flex-1">
					<span className="line-clamp-2 break-words font-medium">
						<span className="text-faint">{number}. </span>
						<bdi>{item.title}</bdi>
					</span>
					{times === 0 ? null : (
						<span className="block text-sm">
							<CarriedTag times={times} />
						</span>
					)}
				</span>
			</button>
		</li>
	);
}
