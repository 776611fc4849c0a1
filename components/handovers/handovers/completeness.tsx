"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { NOTE_LIMIT } from "@/lib/handovers/handovers/rules";
import type { HandoverDetail } from "@/lib/handovers/handovers/schema";
import { itemAnchor } from "./item-anchor";
import { LimitedList } from "./limited-list";
import { lackText } from "./looks";
import { ManyDialog } from "./many-dialog";
import { NextActionsDialog } from "./next-actions-dialog";
import type { DraftWriter } from "./use-draft-writer";

/** Items of one lack that are listed at first. */
const LISTED = 8;

type Blocked = HandoverDetail["blocking"][number];

interface CompletenessProps {
	readonly of: HandoverDetail;
	readonly writer: DraftWriter;
	readonly mayWrite: boolean;
	readonly onReveal: (key: string) => void;
}

/** What keeps the draft from being signed, by what is missing: each line leads to its place, and many have one answer. */
export function Completeness({ of, writer, mayWrite, onReveal }: CompletenessProps) {
	const { blocking } = of;
	const [answering, setAnswering] = useState<{
		readonly how: "reason" | "action" | "omission";
		readonly items: readonly Blocked[];
		/** The versions of the notes when the dialog opened. */
		readonly notes: HandoverDetail["notes"];
	} | null>(null);
	const close = () => setAnswering(null);
	const dialog =
		answering === null ? null : answering.how === "action" ? (
			<NextActionsDialog
				items={of.document.items.filter(({ item }) => answering.items.some((one) => one.item === item))}
				onClose={close}
			/>
		) : (
			<ManyDialog
				key={answering.how}
				title={answering.how === "reason" ? "Give one reason for many" : "Leave many out"}
				items={answering.items.map(({ item, title }) => ({ key: item, title }))}
				reason={
					answering.how === "reason"
						? {
								label: "Handed over as it is because",
								hint: "Shown with each of these items.",
								most: NOTE_LIMIT,
							}
						: { label: "Why", hint: "Shown in the handover under “Left out”.", most: NOTE_LIMIT }
				}
				action={answering.how === "reason" ? "Explain" : "Leave out"}
				failed={answering.how === "reason" ? "The reason was not saved" : "The items were not left out"}
				onApply={(keys, text) =>
					writer.writeNotes(
						keys,
						answering.how === "reason" ? { explanation: text } : { omission: text },
						answering.notes,
					)
				}
				onClose={close}
			/>
		);
	if (blocking.length === 0) {
		return (
			<>
				<Notice title="Nothing is missing: it can be signed" />
				{dialog}
			</>
		);
	}
	return (
		<>
			<Notice
				kind="warning"
				title={
					blocking.length === 1
						? "Before signing, 1 item needs something"
						: `Before signing, ${blocking.length.toLocaleString("en")} items need something`
				}
			>
				<div className="mt-1 flex flex-col gap-2">
					{byLack(blocking).map(({ missing, items }) => (
						<section key={missing} aria-label={`No ${missing}`}>
							<h3 className="flex flex-wrap items-center gap-x-3 gap-y-1">
								<span>
									No {missing}: <span className="font-medium">{items.length.toLocaleString("en")}</span>
								</span>
								{mayWrite && items.length > 1 ? (
									<span className="flex flex-wrap gap-1.5">
										{items.every(({ item }) => item.startsWith("case:")) &&
										/action|owner|time/.test(missing) ? (
											<Button onClick={() => setAnswering({ how: "action", items, notes: of.notes })}>
												Set next action for all
											</Button>
										) : null}
										<Button onClick={() => setAnswering({ how: "reason", items, notes: of.notes })}>
											Give one reason for all
										</Button>
										<Button onClick={() => setAnswering({ how: "omission", items, notes: of.notes })}>
											Leave out all
										</Button>
									</span>
								) : null}
							</h3>
							<LimitedList
								items={items}
								most={LISTED}
								className="flex max-h-56 flex-col gap-0.5 overflow-y-auto"
							>
								{({ item, title }) => (
									<li key={item}>
										<a
											href={`#${itemAnchor(item)}`}
											className="font-medium hover:underline"
											onClick={(event) => {
												event.preventDefault();
												onReveal(item);
											}}
										>
											<bdi>{title}</bdi>
										</a>
									</li>
								)}
							</LimitedList>
						</section>
					))}
				</div>
				<p className="mt-1 text-muted">Add what is missing, or give a reason for handing over without it.</p>
			</Notice>
			{dialog}
		</>
	);
}

/** Items by what they lack, in words. */
function byLack(blocking: readonly Blocked[]): { readonly missing: string; readonly items: Blocked[] }[] {
	const groups = new Map<string, Blocked[]>();
	for (const one of blocking) {
		const missing = lackText(one.missing);
		groups.set(missing, [...(groups.get(missing) ?? []), one]);
	}
	return [...groups].map(([missing, items]) => ({ missing, items }));
}
