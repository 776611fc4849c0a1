"use client";

import type { ReactNode } from "react";
import { Section } from "@/components/ui/section";
import { STABILITIES } from "@/lib/handovers/handovers/rules";
import type { SnapshotDocument, SnapshotItem } from "@/lib/handovers/handovers/snapshot";
import { visibleDocument } from "@/lib/handovers/handovers/visible-document";
import { Nothing, Omissions, Resolved } from "./closing-sections";
import { Group } from "./group";
import { ItemBody, ItemSaid } from "./item-body";
import { ItemCard } from "./item-card";
import { DecidedBy, Numbers } from "./numbers";
import { useFolds } from "./use-folds";

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
	const folds = useFolds(items);
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
				<Group key={stability} stability={stability} items={items} folds={folds}>
					{(item) => (
						<ItemCard
							key={item.item}
							item={item}
							beside={beside?.(item)}
							open={folds.isOpen(item)}
							onToggle={() => folds.toggle(item)}
						>
							<ItemBody item={item} />
							<ItemSaid item={item} />
							{below?.(item)}
						</ItemCard>
					)}
				</Group>
			))}
			<Resolved cases={document.resolved} />
			<Nothing document={document} onReveal={folds.reveal} />
			<Omissions items={document.items} />
		</>
	);
}
