"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field, Textarea } from "@/components/ui/field";
import { Kbd } from "@/components/ui/kbd";
import { Notice } from "@/components/ui/notice";
import type { CaseDetail } from "@/lib/cases/cases/schema";
import { isOpenCase, type Likeness } from "@/lib/cases/record/rules";
import { visibleText } from "@/lib/core/visible-text";
import { NOTE_LIMIT } from "@/lib/triage/findings/rules";
import { likelyQuery, membersOf, NEW, OF_THE_SAME, OTHER, useOther } from "./escalate-likely";
import { EscalateTarget } from "./escalate-target";
import type { Said, Target } from "./use-decisions";

interface EscalateDialogProps {
	readonly target: Target;
	/** What the person should know before deciding. */
	readonly notice: ReactNode;
	/** An answer that was refused because somebody has changed the case, and how the case stands now. */
	readonly again: { readonly said: Said; readonly theirs: CaseDetail } | null;
	/** Null when it was closed. */
	readonly onDone: (said: Said | null) => void;
}

/**
 * Asks where the findings are to be followed, and what the next person needs to know. Enter takes the case that shares
 * a mail or a campaign with them, or begins a new one; pressed before the cases are known, it waits for them.
 */
export function EscalateDialog({ target, notice, again, onDone }: EscalateDialogProps) {
	const queries = useQueryClient();
	const likely = useQuery(likelyQuery(target));
	const [chosen, setChosen] = useState<string | null>(again === null ? null : OTHER);
	const [title, setTitle] = useState("");
	const [number, setNumber] = useState(again === null ? "" : String(again.theirs.number));
	const [reopen, setReopen] = useState(reopens(again?.said));
	const [groups, setGroups] = useState<ReadonlySet<Likeness>>(new Set());
	const [note, setNote] = useState(again?.said.note ?? "");
	// As each was when it was first shown: what is sent is what the person chose.
	const [versions] = useState(() => new Map(again === null ? [] : [[again.theirs.id, again.theirs.version]]));
	const [busy, setBusy] = useState(false);
	const first = useRef<HTMLInputElement>(null);
	const left = useRef(false);
	const into = chosen ?? likely.data?.suggested ?? NEW;
	const other = useOther(into === OTHER ? number : "");
	if (other.data !== undefined && !versions.has(other.data.id)) {
		versions.set(other.data.id, other.data.version);
	}
	const changed = other.data !== undefined && other.data.version > (versions.get(other.data.id) ?? 0);
	const closed = other.data !== undefined && !isOpenCase(other.data.status);

	const also = membersOf(likely.data, groups);
	const own = target.kind === "filter" ? target.count : target.findings.length;
	const count = own + also.length;
	const ready = !busy && (into !== OTHER || (other.data !== undefined && (!closed || reopen)));
	const done = (said: Said | null) => {
		if (left.current) return;
		left.current = true;
		onDone(said);
	};
	const submit = async () => {
		if (!ready) return;
		let place = into;
		let cases = likely.data?.cases;
		if (chosen === null && likely.isPending) {
			setBusy(true);
			const found = await queries.ensureQueryData(likelyQuery(target)).catch(() => undefined);
			cases = found?.cases;
			place = found?.suggested ?? NEW;
		}
		const where =
			place === NEW
				? title.trim() === ""
					? {}
					: { title: title.trim() }
				: place === OTHER
					? { id: String(other.data?.id), reopen, version: versions.get(String(other.data?.id)) }
					: { id: place, reopen: false, version: cases?.find(({ id }) => id === place)?.version };
		done({
			verdict: "escalated",
			case: where,
			...(also.length === 0 ? {} : { also }),
			...(note.trim() === "" ? {} : { note: note.trim() }),
		});
	};
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && done(null)}
			title={own === 1 ? "Escalate this finding" : `Escalate ${own.toLocaleString("en")} findings`}
			initialFocus={first}
			finalFocus={false}
			footer={
				<>
					<Button size="md" onClick={() => done(null)}>
						Cancel
					</Button>
					<Button size="md" variant="primary" type="submit" form="escalate-form" disabled={!ready}>
						{count === 1 ? "Escalate" : `Escalate ${count.toLocaleString("en")}`}
					</Button>
				</>
			}
		>
			<form
				id="escalate-form"
				className="flex flex-col gap-3"
				onSubmit={(event) => {
					event.preventDefault();
					void submit();
				}}
				onKeyDown={(event) => {
					if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
						event.preventDefault();
						void submit();
					}
				}}
			>
				{notice}
				{again === null && !(into === OTHER && changed) ? null : (
					<Notice
						kind="warning"
						live
						title={`Case #${(again?.theirs ?? other.data)?.number} changed while you were deciding`}
					>
						{again === null
							? "Its current state is shown below. If you escalate into it, you’re asked again."
							: "Nothing is escalated yet. Check the case’s current state, then escalate again or choose another case."}
					</Notice>
				)}
				<EscalateTarget
					likely={likely.data}
					failed={likely.isError}
					into={into}
					onInto={setChosen}
					title={title}
					onTitle={setTitle}
					number={number}
					onNumber={setNumber}
					other={other}
					reopen={reopen}
					onReopen={setReopen}
					first={first}
				/>
				{likely.data === undefined || likely.data.groups.length === 0 ? null : (
					<fieldset className="flex flex-col gap-1">
						<legend className="mb-1 font-medium">Escalate with it, from the queue</legend>
						{likely.data.groups.map((group) => (
							<Checkbox
								key={group.why}
								id={`escalate-${group.why}`}
								label={`${group.findings.length.toLocaleString("en")} more ${OF_THE_SAME[group.why]}`}
								hint={<span className="wrap-anywhere">{visibleText(group.value)}</span>}
								checked={groups.has(group.why)}
								onCheckedChange={(on) =>
									setGroups((known) => {
										const next = new Set(known);
										if (on) next.add(group.why);
										else next.delete(group.why);
										return next;
									})
								}
							/>
						))}
					</fieldset>
				)}
				<Field
					id="escalate-note"
					label="What should the next person know?"
					hint={
						<>
							Optional. <Kbd>Ctrl</Kbd> <Kbd>Enter</Kbd> escalates from here.
						</>
					}
				>
					<Textarea
						id="escalate-note"
						rows={3}
						maxLength={NOTE_LIMIT}
						value={note}
						onChange={(event) => setNote(event.target.value)}
						aria-describedby="escalate-note-hint"
					/>
				</Field>
			</form>
		</Dialog>
	);
}

function reopens(said: Said | undefined): boolean {
	return said?.case !== undefined && "reopen" in said.case && said.case.reopen === true;
}
