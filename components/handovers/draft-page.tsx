"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useMay } from "@/components/shell/me";
import { PageHeader } from "@/components/shell/page-header";
import { BackLink } from "@/components/ui/back-link";
import { Button } from "@/components/ui/button";
import { PageBody } from "@/components/ui/page-body";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Section } from "@/components/ui/section";
import { Mark } from "@/components/ui/tag";
import { STABILITIES, SUMMARY_LIMIT } from "@/lib/handovers/rules";
import type { HandoverDetail } from "@/lib/handovers/schema";
import type { SnapshotItem } from "@/lib/handovers/snapshot";
import { AutosaveText } from "./autosave-text";
import { Completeness } from "./completeness";
import { Nothing, Omissions } from "./document-view";
import { DraftItem, tellFailure } from "./draft-item";
import { HandoverHeader } from "./handover-header";
import { STABILITY } from "./looks";
import { DecidedBy, Numbers } from "./numbers";
import { SignButton } from "./sign-button";
import { handoverTitle } from "./title";
import { type DraftWriter, useDraftWriter } from "./use-draft-writer";
import { useLiveHandover } from "./use-live-handover";

interface DraftPageProps {
	readonly of: HandoverDetail;
	readonly query: Pick<UseQueryResult, "isError" | "error" | "refetch" | "isFetching">;
}

/** A draft: it writes itself from the data, and the outgoing lead says the rest. */
export function DraftPage({ of, query }: DraftPageProps) {
	useLiveHandover(of.id);
	const writer = useDraftWriter(of);
	const mayWrite = useMay("handovers.write");
	const { document } = of;
	return (
		<>
			<PageHeader
				title={handoverTitle(of)}
				before={<BackLink href="/handovers" label="All handovers" />}
				actions={<SignButton of={of} written={writer.written} />}
			/>
			<PageBody className="handover max-w-5xl">
				{query.isError ? (
					<ProblemNotice
						error={query.error}
						title="This draft may be out of date"
						onRetry={() => void query.refetch()}
						retrying={query.isFetching}
					/>
				) : null}
				<HandoverHeader of={of} />
				<Completeness blocking={of.blocking} />
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
				<DraftItems items={document.items} notes={of.notes} writer={writer} mayWrite={mayWrite} />
				<Nothing document={document} />
				<Omissions
					items={document.items}
					beside={(item) =>
						mayWrite ? (
							<Button
								variant="ghost"
								icon={Undo2}
								onClick={() =>
									tellFailure(writer.writeNote(item.item, { omission: null }, of.notes[item.item] ?? 0))
								}
							>
								Take in again
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
}

/** One list for all severities: an item that changes its severity moves and keeps what is being written in it. */
function DraftItems({ items, notes, writer, mayWrite }: DraftItemsProps) {
	const rows = STABILITIES.flatMap((stability) => {
		const mine = items.filter((item) => item.omission === null && item.stability === stability);
		const { label, icon, tone } = STABILITY[stability];
		return [
			<li key={stability} className="mt-2 flex items-center gap-2 first:mt-0">
				<h2 className="font-semibold">
					<Mark icon={icon} tone={tone}>
						{label} <span className="font-normal text-muted">{mine.length.toLocaleString("en")}</span>
					</Mark>
				</h2>
				{mine.length === 0 ? <span className="text-faint">none</span> : null}
			</li>,
			...mine.map((item, index) => (
				<DraftItem
					key={item.item}
					item={item}
					version={notes[item.item] ?? 0}
					writer={writer}
					mayWrite={mayWrite}
					onUp={index === 0 ? null : () => swap(writer, mine, notes, index - 1)}
					onDown={index === mine.length - 1 ? null : () => swap(writer, mine, notes, index)}
				/>
			)),
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
