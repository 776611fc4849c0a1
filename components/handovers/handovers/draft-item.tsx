"use client";

import { ArrowDown, ArrowUp, EyeOff, PenLine } from "lucide-react";
import { useState } from "react";
import { asProblem } from "@/components/client/api";
import { Button, IconButton } from "@/components/ui/button";
import { Segments } from "@/components/ui/segments";
import { toasts } from "@/components/ui/toast";
import { missingIn, NOTE_LIMIT, STABILITIES } from "@/lib/handovers/handovers/rules";
import type { SnapshotItem } from "@/lib/handovers/handovers/snapshot";
import { visibleDocument } from "@/lib/handovers/handovers/visible-document";
import { AutosaveText } from "./autosave-text";
import { itemAnchor } from "./item-anchor";
import { ItemBody, ItemSaid } from "./item-body";
import { ItemCard } from "./item-card";
import { listed, MISSING_TEXT, STABILITY } from "./looks";
import { NextActionForm } from "./next-action-form";
import { TextDialog } from "./text-dialog";
import type { DraftWriter } from "./use-draft-writer";

interface DraftItemProps {
	readonly item: SnapshotItem;
	/** Of its note; 0 for none. */
	readonly version: number;
	readonly writer: DraftWriter;
	readonly mayWrite: boolean;
	/** All of it, or one line. */
	readonly unfolded: boolean;
	readonly onToggle: () => void;
	/** Null where it is the first or the last of its severity. */
	readonly onUp: (() => void) | null;
	readonly onDown: (() => void) | null;
}

/** An item of a draft: what the data says, and what the outgoing lead says of it. */
export function DraftItem(props: DraftItemProps) {
	const { item, version, writer, mayWrite, unfolded, onToggle, onUp, onDown } = props;
	const missing = missingIn(item);
	const blocked = missing.length > 0 && item.explanation === "";
	const [open, setOpen] = useState(false);
	/** The version of the note over which it is being left out. */
	const [leaving, setLeaving] = useState<number | null>(null);
	const [acting, setActing] = useState(false);
	const id = itemAnchor(item.item);
	// What is edited is what was written; what is read has nothing live in it.
	const shown = visibleDocument(item);
	const edits = mayWrite && (open || blocked);
	return (
		<ItemCard
			item={item}
			open={unfolded}
			onToggle={onToggle}
			beside={
				mayWrite ? (
					<>
						<Segments
							label={`Stability of ${item.title}`}
							value={item.stability}
							segments={STABILITIES.map((value) => ({ value, ...STABILITY[value] }))}
							onValueChange={(stability) => tellFailure(writer.writeNote(item.item, { stability }, version))}
						/>
						<IconButton label="Earlier" icon={ArrowUp} disabled={onUp === null} onClick={() => onUp?.()} />
						<IconButton
							label="Later"
							icon={ArrowDown}
							disabled={onDown === null}
							onClick={() => onDown?.()}
						/>
						<IconButton label="Leave out" icon={EyeOff} onClick={() => setLeaving(version)} />
					</>
				) : null
			}
		>
			<ItemBody item={shown} />
			<ItemSaid item={edits ? { ...shown, contingency: "", note: "", explanation: "" } : shown} />
			{missing.length === 0 ? null : (
				<p className={blocked ? "font-medium text-amber" : "text-muted"}>
					Missing: {listed(missing.map((one) => MISSING_TEXT[one]))}
				</p>
			)}
			{mayWrite && item.case !== null && (acting || missing.some((one) => /action|owner|time/.test(one))) ? (
				<NextActionForm
					item={{ ...item, case: item.case }}
					caseId={item.item.slice("case:".length)}
					onDone={() => setActing(false)}
				/>
			) : null}
			{edits ? (
				<div className="mt-1 grid gap-2 sm:grid-cols-2">
					<AutosaveText
						id={`${id}-contingency`}
						label="If …, then …"
						value={item.contingency}
						limit={NOTE_LIMIT}
						version={version}
						save={(contingency, over) => writer.writeNote(item.item, { contingency }, over.version)}
					/>
					<AutosaveText
						id={`${id}-note`}
						label="Note"
						value={item.note}
						limit={NOTE_LIMIT}
						version={version}
						save={(note, over) => writer.writeNote(item.item, { note }, over.version)}
					/>
					{item.earlier.explanation !== null && missing.length > 0 && item.explanation === "" ? (
						<Button
							className="self-start"
							onClick={() =>
								tellFailure(
									writer.writeNote(item.item, { explanation: item.earlier.explanation?.text ?? "" }, version),
								)
							}
						>
							Use the earlier reason again
						</Button>
					) : null}
					{missing.length > 0 || item.explanation !== "" ? (
						<AutosaveText
							id={`${id}-explanation`}
							label="Handed over as it is because"
							value={item.explanation}
							limit={NOTE_LIMIT}
							version={version}
							save={(explanation, over) => writer.writeNote(item.item, { explanation }, over.version)}
						/>
					) : null}
				</div>
			) : null}
			{mayWrite ? (
				<div className="handover-actions mt-1 flex flex-wrap gap-2">
					{blocked ? null : (
						<Button variant="ghost" icon={PenLine} aria-expanded={open} onClick={() => setOpen(!open)}>
							{open ? "Done" : "If …, then … and note"}
						</Button>
					)}
					{item.case === null || acting ? null : (
						<Button variant="ghost" icon={PenLine} onClick={() => setActing(true)}>
							Next action
						</Button>
					)}
				</div>
			) : null}
			{leaving !== null ? (
				<TextDialog
					title="Leave this out?"
					about={item.title}
					label="Why"
					hint="Shown in the handover under “Left out”."
					action="Leave out"
					failed="The item was not left out"
					most={NOTE_LIMIT}
					onClose={() => setLeaving(null)}
					onSend={(omission) => writer.writeNote(item.item, { omission }, leaving)}
				/>
			) : null}
		</ItemCard>
	);
}

/** Shows why a choice that is made at once was not saved. */
export function tellFailure(done: Promise<void>): void {
	done.catch((error: unknown) => {
		const { title, message } = asProblem(error);
		toasts.add({ type: "error", title, description: message });
	});
}
