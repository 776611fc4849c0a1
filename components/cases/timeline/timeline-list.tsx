"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { cx } from "@/components/ui/cx";
import { Spinner } from "@/components/ui/spinner";
import { Time } from "@/components/ui/time";
import { TONE_TEXT } from "@/components/ui/tone";
import { useMedia } from "@/components/ui/use-media";
import type { TimelineEntry } from "@/lib/cases/timeline/answers";
import { visibleText } from "@/lib/core/visible-text";
import { entryText, TIMELINE_KIND } from "./words";

/** Heights of a row in pixels: one line, and two where it is narrow. The classes below say the same to CSS. */
const ROW = { wide: 34, narrow: 58 } as const;
/** Rows from the end at which the next page is asked for. */
const AHEAD = 80;

interface TimelineListProps {
	readonly entries: readonly TimelineEntry[];
	readonly total: number | undefined;
	readonly hasMore: boolean;
	readonly loadingMore: boolean;
	readonly onLoadMore: (() => void) | undefined;
}

/** Entries in a list that draws only what is seen, and asks for more before its end is reached. */
export function TimelineList(props: TimelineListProps) {
	const { entries, total, hasMore, loadingMore, onLoadMore } = props;
	const scroller = useRef<HTMLElement>(null);
	const narrow = useMedia("(width < 40rem)");
	const height = narrow ? ROW.narrow : ROW.wide;
	const virtualizer = useVirtualizer({
		count: entries.length,
		getScrollElement: () => scroller.current,
		estimateSize: () => height,
		getItemKey: (index) => entries[index]?.key ?? index,
		overscan: 16,
	});
	useEffect(() => {
		if (height > 0) virtualizer.measure();
	}, [height, virtualizer]);
	const items = virtualizer.getVirtualItems();
	const lastSeen = items.at(-1)?.index ?? 0;
	const nearEnd = lastSeen >= entries.length - AHEAD;
	useEffect(() => {
		if (nearEnd && hasMore && !loadingMore) onLoadMore?.();
	}, [nearEnd, hasMore, loadingMore, onLoadMore]);
	return (
		<section
			ref={scroller}
			aria-label="Timeline"
			// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
			tabIndex={0}
			className="min-h-0 flex-1 overflow-y-auto border-t -outline-offset-2"
		>
			<ol
				aria-label={total === undefined ? "Entries" : `${total.toLocaleString("en")} entries`}
				className="relative"
				style={{ height: virtualizer.getTotalSize() }}
			>
				{items.map((item) => {
					const entry = entries[item.index];
					if (entry === undefined) return null;
					return (
						<li
							key={entry.key}
							aria-setsize={total ?? -1}
							aria-posinset={item.index + 1}
							className="absolute inset-x-0 top-0 h-[58px] border-b sm:h-[34px]"
							style={{ transform: `translateY(${item.start}px)` }}
						>
							<Row entry={entry} />
						</li>
					);
				})}
			</ol>
			{loadingMore ? <Spinner className="mx-auto my-3 block text-faint" /> : null}
		</section>
	);
}

function Row({ entry }: { entry: TimelineEntry }) {
	const { label, icon: Icon, tone } = TIMELINE_KIND[entry.kind];
	const text = entryText(entry);
	return (
		<div className="grid h-full grid-cols-[1.25rem_1fr_auto] items-center gap-x-2 px-3 max-sm:content-center sm:grid-cols-[10rem_1.25rem_1fr_11rem] sm:px-4">
			<Time
				value={entry.at}
				className="text-muted text-sm tabular-nums max-sm:order-last max-sm:col-start-2"
			/>
			<Icon aria-label={label} role="img" className={cx("size-3.5", TONE_TEXT[tone])} strokeWidth={2} />
			<p className="min-w-0 truncate max-sm:col-span-2" title={text}>
				{entry.findingId === null ? (
					text
				) : (
					<Link
						href={`/findings?status=all&finding=${entry.findingId}`}
						prefetch={false}
						className="hover:underline"
					>
						{text}
					</Link>
				)}
			</p>
			<span className="truncate text-muted text-sm max-sm:order-last max-sm:col-start-3 sm:text-right">
				{entry.by === null ? "" : <bdi>{visibleText(entry.by)}</bdi>}
			</span>
		</div>
	);
}
