"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { ITEM_KINDS, type ItemKind, type Outcome } from "@/lib/handovers/handovers/rules";
import type { SnapshotDocument, SnapshotItem } from "@/lib/handovers/handovers/snapshot";
import { itemAnchor } from "./item-anchor";
import { LimitedList } from "./limited-list";
import { KIND } from "./looks";

/** Lines of these sections that are listed at first. */
const LISTED = 20;

export const OUTCOME_TEXT: Record<Outcome, string> = {
	resolved: "Resolved",
	closed: "Closed",
	merged: "Merged into another case",
};

/** Cases whose work ended in the window. Nothing of a handover that did not record them: its difference tells them. */
export function Resolved({ cases }: { cases: SnapshotDocument["resolved"] }) {
	if (cases === null) return null;
	return (
		<Section
			title={
				<>
					Resolved in this window{" "}
					<span className="font-normal text-muted">{cases.length.toLocaleString("en")}</span>
				</>
			}
		>
			{cases.length === 0 ? (
				<p className="text-faint">none</p>
			) : (
				<LimitedList items={cases} most={LISTED} className="flex flex-col gap-1">
					{({ item, title, href, outcome, at, by }) => (
						<li key={item} className="flex flex-wrap gap-x-2">
							<Link href={href} prefetch={false} className="min-w-0 break-words font-medium hover:underline">
								<bdi>{title}</bdi>
							</Link>
							<span className="text-muted">
								{OUTCOME_TEXT[outcome]} by <bdi>{by}</bdi>, <Time value={at} form="minutes" />
							</span>
						</li>
					)}
				</LimitedList>
			)}
		</Section>
	);
}

/** Sections in which there is nothing: said, so that nobody wonders whether they were looked at. */
export function Nothing({
	document,
	onReveal,
}: {
	readonly document: SnapshotDocument;
	readonly onReveal: (key: string) => void;
}) {
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
					Waiting on answers:{" "}
					{awaited.length === 0 ? <span className="text-muted">none</span> : awaited.length}
				</li>
			</ul>
			{awaited.length === 0 ? null : (
				<LimitedList items={awaited} most={LISTED} className="mt-1 flex flex-wrap gap-x-3 text-muted">
					{(item) => (
						<li key={item.item}>
							<a
								href={`#${itemAnchor(item.item)}`}
								className="hover:underline"
								onClick={(event) => {
									event.preventDefault();
									onReveal(item.item);
								}}
							>
								{item.case === null ? item.title : `#${item.case.number}`}
							</a>
						</li>
					)}
				</LimitedList>
			)}
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
		<Section
			title={
				<>
					Left out <span className="font-normal text-muted">{left.length.toLocaleString("en")}</span>
				</>
			}
		>
			{left.length === 0 ? (
				<p className="text-faint">none</p>
			) : (
				<LimitedList items={left} most={LISTED} className="flex flex-col gap-1">
					{(item) => (
						<li key={item.item} id={itemAnchor(item.item)} className="flex flex-wrap items-center gap-x-2">
							<Link href={item.href} prefetch={false} className="font-medium hover:underline">
								<bdi>{item.title}</bdi>
							</Link>
							<span className="min-w-0 break-words text-muted">{item.omission}</span>
							{beside?.(item)}
						</li>
					)}
				</LimitedList>
			)}
		</Section>
	);
}
