"use client";

import { STABILITY } from "@/components/handovers/looks";
import { cx } from "@/components/ui/cx";
import { TONE_TEXT } from "@/components/ui/tone";
import type { HandedItem } from "@/lib/handover-review/items";
import type { ReadBackAnswer } from "@/lib/read-back/rules";
import { CarriedTag } from "./carried-tag";
import { ANSWER } from "./looks";

interface ItemListProps {
	readonly items: readonly HandedItem[];
	readonly activeKey: string | null;
	readonly answers: ReadonlyMap<string, ReadBackAnswer>;
	/** How often each was carried over. */
	readonly times: ReadonlyMap<string, number>;
	readonly onChoose: (key: string) => void;
}

/** The items of a handover in their order, each with its answer. */
export function ItemList({ items, activeKey, answers, times, onChoose }: ItemListProps) {
	return (
		<ol aria-label="Items" className="flex flex-col">
			{items.map((item, index) => {
				const answer = ANSWER[answers.get(item.key) ?? "none"];
				const stability = STABILITY[item.stability];
				const active = item.key === activeKey;
				return (
					<li key={item.key}>
						<button
							type="button"
							aria-current={active ? "true" : undefined}
							onClick={() => onChoose(item.key)}
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
									<span className="text-faint">{index + 1}. </span>
									<bdi>{item.title}</bdi>
								</span>
								<span className="flex flex-wrap items-center gap-x-2 text-sm">
									<span className={TONE_TEXT[stability.tone]}>{stability.label}</span>
									<CarriedTag times={times.get(item.key) ?? 0} />
								</span>
							</span>
						</button>
					</li>
				);
			})}
		</ol>
	);
}
