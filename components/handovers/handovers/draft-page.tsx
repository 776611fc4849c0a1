"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useMay } from "@/components/client/me";
import { PageHeader } from "@/components/parts/page/page-header";
import { BackLink } from "@/components/ui/back-link";
import { Button } from "@/components/ui/button";
import { PageBody } from "@/components/ui/page-body";
import { QueryProblem } from "@/components/ui/query-problem";
import { Section } from "@/components/ui/section";
import { STABILITIES, SUMMARY_LIMIT } from "@/lib/handovers/handovers/rules";
import type { HandoverDetail } from "@/lib/handovers/handovers/schema";
import type { SnapshotItem } from "@/lib/handovers/handovers/snapshot";
import { visibleDocument } from "@/lib/handovers/handovers/visible-document";
import { AutosaveText } from "./autosave-text";
import { Nothing, Omissions, Resolved } from "./closing-sections";
import { Completeness } from "./completeness";
import { DraftItem, tellFailure } from "./draft-item";
import { GroupTitle, ShowAll } from "./group";
import { HandoverHeader } from "./handover-header";
import { DecidedBy, Numbers } from "./numbers";
import { SignButton } from "./sign-button";
import { handoverTitle } from "./title";
import { type DraftWriter, useDraftWriter } from "./use-draft-writer";
import { type Folds, useFolds } from "./use-folds";
import { useLiveHandover } from "./use-live-handover";

interface DraftPageProps {
	readonly of: HandoverDetail;
	readonly query: Pick<UseQueryResult, "data" | "isError" | "error" | "refetch" | "isFetching">;
}

/** A draft: it writes itself from the data, and the outgoing lead says the rest. */
export function DraftPage({ of, query }: DraftPageProps) {
	useLiveHandover(of.id);
	const writer = useDraftWriter(of);
	const mayWrite = useMay("handovers.write");
	const { document } = of;
	const folds = useFolds(document.items);
	return (
		<>
			<PageHeader
				title={handoverTitle(of)}
				before={<BackLink href="/handovers" label="All handovers" />}
				actions={<SignButton of={of} written={writer.written} />}
			/>
			<PageBody className="handover max-w-5xl">
				<QueryProblem query={{ ...query, data: of }} title="This draft may be out of date" />
				<HandoverHeader of={of} />
				<Completeness of={of} writer={writer} mayWrite={mayWrite} onReveal={folds.reveal} />
				<Numbers document={document} />
				<DecidedBy document={document} />
				{mayWrite ? (
					<AutosaveText
						id="summary"
						label="Summary"
						rows={4}
						value={document.summary}
						limit={SUMMARY_LIMIT}
						save={(summary, over) => writer.writeSummary(summary, over.value)}
					/>
				) : (
					<Section title="Summary">
						<p className="whitespace-pre-line break-words">{document.summary || "none"}</p>
					</Section>
				)}
				<DraftItems
					items={document.items}
					notes={of.notes}
					writer={writer}
					mayWrite={mayWrite}
					folds={folds}
				/>
				<Resolved cases={document.resolved} />
				<Nothing document={document} onReveal={folds.reveal} />
				<Omissions
					items={visibleDocument(document.items)}
					beside={(item) =>
						mayWrite ? (
							<Button
								variant="ghost"
								icon={Undo2}
								onClick={() =>
									tellFailure(writer.writeNote(item.item, { omission: null }, of.notes[item.item] ?? 0))
								}
							>
								Include again
							</Button>
						) : null
					}
				/>
			</PageBody>
		</>
	);
}

interface DraftItemsProps {
	readonly items: readonly SnapshotItem[];
	/** The versions of their notes. */
	readonly notes: HandoverDetail["notes"];
	readonly writer: DraftWriter;
	readonly mayWrite: boolean;
	readonly folds: Folds;
}

/** One list for all severities: an item that changes its severity moves and keeps what is being written in it. */
function DraftItems({ items, notes, writer, mayWrite, folds }: DraftItemsProps) {
	const rows = STABILITIES.flatMap((stability) => {
		const mine = items.filter((item) => item.omission === null && item.stability === stability);
		const listed = folds.listed(mine);
		return [
			<li key={stability} className="mt-2 flex items-center gap-2 first:mt-0">
				<h2 className="font-semibold">
					<GroupTitle stability={stability} count={mine.length} />
				</h2>
				{mine.length === 0 ? <span className="text-faint">none</span> : null}
			</li>,
			...listed.map((item) => {
				const index = mine.indexOf(item);
				return (
					<DraftItem
						key={item.item}
						item={item}
						version={notes[item.item] ?? 0}
						writer={writer}
						mayWrite={mayWrite}
						unfolded={folds.isOpen(item)}
						onToggle={() => folds.toggle(item)}
						onUp={index === 0 ? null : () => swap(writer, mine, notes, index - 1)}
						onDown={index === mine.length - 1 ? null : () => swap(writer, mine, notes, index)}
					/>
				);
			}),
			...(listed.length < mine.length
				? [
						<li key={`${stability} more`}>
							<ShowAll listed={listed.length} of={mine.length} stability={stability} onShow={folds.showAll} />
						</li>,
					]
				: []),
		];
	});
	return <ul className="flex flex-col gap-2">{rows}</ul>;
}

/** Puts an item after the one that follows it. Items up to there get a place of their own; the others stay as they come. */
function swap(
	writer: DraftWriter,
	items: readonly SnapshotItem[],
	notes: HandoverDetail["notes"],
	index: number,
): void {
	const order = [...items];
	order.splice(index, 2, ...order.slice(index, index + 2).reverse());
	for (const [position, item] of order.slice(0, index + 2).entries()) {
		if (item.position !== position)
			tellFailure(writer.writeNote(item.item, { position }, notes[item.item] ?? 0));
	}
}
