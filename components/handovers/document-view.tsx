import Link from "next/link";
import type { ReactNode } from "react";
import { Section } from "@/components/ui/section";
import { Mark, Tag } from "@/components/ui/tag";
import { ITEM_KINDS, type ItemKind, STABILITIES, type Stability } from "@/lib/handovers/rules";
import type { SnapshotDocument, SnapshotItem } from "@/lib/handovers/snapshot";
import { visibleDocument } from "@/lib/handovers/visible-document";
import { ItemBody, ItemSaid } from "./item-body";
import { KIND, STABILITY } from "./looks";
import { DecidedBy, Numbers } from "./numbers";

interface DocumentViewProps {
	readonly document: SnapshotDocument;
	/** Beside an item's title, and below what is said of it. */
	readonly beside?: (item: SnapshotItem) => ReactNode;
	readonly below?: (item: SnapshotItem) => ReactNode;
}

/** A handover to read: its numbers, its summary, its items gravest first, and what was left out. */
export function DocumentView({ document: written, beside, below }: DocumentViewProps) {
	const document = visibleDocument(written);
	const items = document.items.filter(({ omission }) => omission === null);
	return (
		<>
			<Numbers document={document} />
			<DecidedBy document={document} />
			<Section title="Summary">
				{document.summary === "" ? (
					<p className="text-faint">none</p>
				) : (
					<p className="max-w-prose whitespace-pre-line break-words">{document.summary}</p>
				)}
			</Section>
			{STABILITIES.map((stability) => (
				<Group key={stability} stability={stability} items={items}>
					{(item) => (
						<ItemCard key={item.item} item={item} beside={beside?.(item)}>
							<ItemBody item={item} />
							<ItemSaid item={item} />
							{below?.(item)}
						</ItemCard>
					)}
				</Group>
			))}
			<Nothing document={document} />
			<Omissions items={document.items} />
		</>
	);
}

interface GroupProps {
	readonly stability: Stability;
	readonly items: readonly SnapshotItem[];
	readonly children: (item: SnapshotItem) => ReactNode;
}

/** The items of one severity. */
export function Group({ stability, items, children }: GroupProps) {
	const mine = items.filter((item) => item.stability === stability);
	const { label, icon, tone } = STABILITY[stability];
	return (
		<Section
			title={
				<Mark icon={icon} tone={tone}>
					{label} <span className="font-normal text-muted">{mine.length.toLocaleString("en")}</span>
				</Mark>
			}
		>
			{mine.length === 0 ? (
				<p className="text-faint">none</p>
			) : (
				<ul className="flex flex-col gap-2">{mine.map(children)}</ul>
			)}
		</Section>
	);
}

interface ItemCardProps {
	readonly item: SnapshotItem;
	readonly beside?: ReactNode;
	readonly children: ReactNode;
}

export function ItemCard({ item, beside, children }: ItemCardProps) {
	const { label, icon: Icon } = KIND[item.kind];
	return (
		<li
			id={itemAnchor(item.item)}
			tabIndex={-1}
			className="handover-item scroll-mt-4 rounded-lg border bg-canvas px-3 py-2 outline-none target:border-accent focus:border-accent"
		>
			<div className="mb-1.5 flex flex-wrap items-center gap-x-2 gap-y-1">
				<Icon aria-hidden className="size-4 shrink-0 text-muted" strokeWidth={1.75} />
				<h3 className="min-w-0 break-words font-semibold">
					<span className="sr-only">{label}: </span>
					<Link href={item.href} prefetch={false} className="hover:underline">
						<bdi>{item.title}</bdi>
					</Link>
				</h3>
				{item.sample ? <Tag tone="amber">Sample data</Tag> : null}
				{beside === undefined ? null : <div className="ml-auto flex items-center gap-1">{beside}</div>}
			</div>
			<div className="flex flex-col gap-1">{children}</div>
		</li>
	);
}

/** The id of an item on its page, to lead to it. */
export function itemAnchor(key: string): string {
	return `item-${key.replaceAll(/[^\w-]/g, "-")}`;
}

/** Sections in which there is nothing: said, so that nobody wonders whether they were looked at. */
export function Nothing({ document }: { document: SnapshotDocument }) {
	const kinds: readonly ItemKind[] = ITEM_KINDS.filter(
		(kind) => !document.items.some((item) => item.kind === kind),
	);
	const awaited = document.items.filter(({ waiting }) => waiting !== null);
	return (
		<Section title="Also looked at">
			<ul className="grid gap-x-6 gap-y-0.5 sm:grid-cols-2 lg:grid-cols-3">
				{kinds.map((kind) => (
					<li key={kind}>
						{KIND[kind].label}: <span className="text-muted">none</span>
					</li>
				))}
				<li>
					Awaited answers:{" "}
					<span className="text-muted">
						{awaited.length === 0
							? "none"
							: awaited.map((item, index) => (
									<span key={item.item}>
										{index === 0 ? null : ", "}
										<a href={`#${itemAnchor(item.item)}`} className="hover:underline">
											{item.case === null ? item.title : `#${item.case.number}`}
										</a>
									</span>
								))}
					</span>
				</li>
			</ul>
		</Section>
	);
}

/** What was left out, and why. */
export function Omissions({
	items,
	beside,
}: {
	readonly items: readonly SnapshotItem[];
	readonly beside?: (item: SnapshotItem) => ReactNode;
}) {
	const left = items.filter(({ omission }) => omission !== null);
	return (
		<Section title="Left out">
			{left.length === 0 ? (
				<p className="text-faint">none</p>
			) : (
				<ul className="flex flex-col gap-1">
					{left.map((item) => (
						<li key={item.item} id={itemAnchor(item.item)} className="flex flex-wrap items-center gap-x-2">
							<Link href={item.href} prefetch={false} className="font-medium hover:underline">
								<bdi>{item.title}</bdi>
							</Link>
							<span className="min-w-0 break-words text-muted">{item.omission}</span>
							{beside?.(item)}
						</li>
					))}
				</ul>
			)}
		</Section>
	);
}
