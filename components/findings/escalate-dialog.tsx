"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field, Textarea } from "@/components/ui/field";
import { Kbd } from "@/components/ui/kbd";
import { isOpenCase, type Likeness } from "@/lib/cases/rules";
import { NOTE_LIMIT } from "@/lib/findings/rules";
import { visibleText } from "@/lib/visible-text";
import { likelyQuery, membersOf, NEW, OF_THE_SAME, OTHER, useOther } from "./escalate-likely";
import { EscalateTarget } from "./escalate-target";
import type { Said, Target } from "./use-decisions";

interface EscalateDialogProps {
	readonly target: Target;
	/** What the person should know before deciding. */
	readonly notice: ReactNode;
	/** Null when it was closed. */
	readonly onDone: (said: Said | null) => void;
}

/**
 * Asks where the findings are to be followed, and what the next person needs to know. Enter takes the case that shares
 * a mail or a campaign with them, or begins a new one; pressed before the cases are known, it waits for them.
 */
export function EscalateDialog({ target, notice, onDone }: EscalateDialogProps) {
	const queries = useQueryClient();
	const likely = useQuery(likelyQuery(target));
	const [chosen, setChosen] = useState<string | null>(null);
	const [title, setTitle] = useState("");
	const [number, setNumber] = useState("");
	const [reopen, setReopen] = useState(false);
	const [groups, setGroups] = useState<ReadonlySet<Likeness>>(new Set());
	const [note, setNote] = useState("");
	const [busy, setBusy] = useState(false);
	const first = useRef<HTMLInputElement>(null);
	const left = useRef(false);
	const into = chosen ?? likely.data?.suggested ?? NEW;
	const other = useOther(into === OTHER ? number : "");
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
		if (chosen === null && likely.isPending) {
			setBusy(true);
			const found = await queries.ensureQueryData(likelyQuery(target)).catch(() => undefined);
			place = found?.suggested ?? NEW;
		}
		const where =
			place === NEW
				? title.trim() === ""
					? {}
					: { title: title.trim() }
				: { id: place === OTHER ? String(other.data?.id) : place, reopen: place === OTHER && reopen };
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
