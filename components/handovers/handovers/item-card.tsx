"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Tag } from "@/components/ui/tag";
import { visibleText } from "@/lib/core/visible-text";
import { missingIn } from "@/lib/handovers/handovers/rules";
import type { SnapshotItem } from "@/lib/handovers/handovers/snapshot";
import { itemAnchor } from "./item-anchor";
import { KIND, lackText } from "./looks";

interface ItemCardProps {
	readonly item: SnapshotItem;
	readonly beside?: ReactNode;
	readonly open: boolean;
	readonly onToggle: () => void;
	/** Shown while it is open. */
	readonly children: ReactNode;
}

/** An item of a handover: one line of it, or all. */
export function ItemCard({ item, beside, open, onToggle, children }: ItemCardProps) {
	const { label, icon: Icon } = KIND[item.kind];
	const Chevron = open ? ChevronDown : ChevronRight;
	return (
		<li
			id={itemAnchor(item.item)}
			tabIndex={-1}
			className="handover-item scroll-mt-4 rounded-lg border bg-canvas px-3 py-2 outline-none target:border-accent focus:border-accent"
		>
			<div
				className={open ? "mb-1.5 flex flex-wrap items-center gap-x-2 gap-y-1" : "flex items-center gap-x-2"}
			>
				<button
					type="button"
					aria-expanded={open}
					aria-label={`Details of ${visibleText(item.title)}`}
					onClick={onToggle}
					className="-ml-1.5 flex size-7 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-fg max-sm:size-9"
				>
					<Chevron aria-hidden className="size-4" />
				</button>
				{open ? <Icon aria-hidden className="size-4 shrink-0 text-muted" strokeWidth={1.75} /> : null}
				<h3 className={open ? "min-w-0 break-words font-semibold" : "min-w-0 flex-1 truncate font-medium"}>
					<span className="sr-only">{label}: </span>
					<Link href={item.href} prefetch={false} className="hover:underline">
						<bdi>{item.title}</bdi>
					</Link>
				</h3>
				{item.sample ? <Tag tone="amber">Sample data</Tag> : null}
				{open ? (
					beside === undefined ? null : (
						<div className="ml-auto flex flex-wrap items-center gap-1">{beside}</div>
					)
				) : (
					<Brief item={item} />
				)}
			</div>
			{open ? <div className="flex flex-col gap-1">{children}</div> : null}
		</li>
	);
}

/** What matters of a folded item: what it lacks, that it was declined before, and whose it is. */
function Brief({ item }: { item: SnapshotItem }) {
	const missing = missingIn(item);
	const { answer } = item.earlier;
	return (
		<>
			{answer?.answer === "declined" ? (
				<span className="shrink-0 text-rose text-sm max-sm:hidden">Declined by {answer.by.name}</span>
			) : null}
			{missing.length > 0 ? (
				<span
					className={
						item.explanation === ""
							? "max-w-1/2 truncate text-amber text-sm"
							: "max-w-1/2 truncate text-muted text-sm max-sm:hidden"
					}
				>
					No {lackText(missing)}
				</span>
			) : item.nextAction?.owner ? (
				<bdi className="max-w-40 shrink-0 truncate text-muted text-sm">{item.nextAction.owner.name}</bdi>
			) : null}
		</>
	);
}
