"use client";

import { type ReactNode, useRef, useState } from "react";
import { REASON } from "@/components/triage/findings/reasons";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { Dialog } from "@/components/ui/dialog";
import { Field, Textarea } from "@/components/ui/field";
import { Kbd } from "@/components/ui/kbd";
import { BENIGN_REASONS, type BenignReason, decisionProblem, NOTE_LIMIT } from "@/lib/triage/findings/rules";
import type { Said } from "./use-decisions";

interface BenignDialogProps {
	readonly count: number;
	/** The reason given last, offered again. */
	readonly last: BenignReason | null;
	/** What the note begins with. */
	readonly note: string;
	/** What the person should know before deciding. */
	readonly notice: ReactNode;
	/** Null when it was closed. */
	readonly onDone: (said: Said | null) => void;
}

/** Asks why: a digit picks the reason, Enter decides. */
export function BenignDialog({ count, last, note: begun, notice, onDone }: BenignDialogProps) {
	const [reason, setReason] = useState<BenignReason | null>(last);
	const [note, setNote] = useState(begun);
	const [problem, setProblem] = useState<ReturnType<typeof decisionProblem>>(null);
	const radios = useRef<HTMLFieldSetElement>(null);
	const noteField = useRef<HTMLTextAreaElement>(null);

	const choose = (next: BenignReason) => {
		setReason(next);
		setProblem(null);
		radios.current?.querySelector<HTMLInputElement>(`input[value="${next}"]`)?.focus();
	};
	const submit = () => {
		const said = { verdict: "benign" as const, reason: reason ?? undefined, note };
		const wrong = decisionProblem(said);
		setProblem(wrong);
		if (wrong === null && reason !== null) {
			onDone({ verdict: "benign", reason, ...(note.trim() === "" ? {} : { note: note.trim() }) });
		} else if (wrong?.field === "note") noteField.current?.focus();
		else radios.current?.querySelector<HTMLInputElement>("input")?.focus();
	};

	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onDone(null)}
			title={count === 1 ? "Why is it benign?" : `Why are these ${count.toLocaleString("en")} benign?`}
			description={<span className="max-sm:hidden">A digit picks the reason, Enter decides.</span>}
			initialFocus={() =>
				radios.current?.querySelector<HTMLInputElement>("input:checked") ??
				radios.current?.querySelector<HTMLInputElement>("input") ??
				true
			}
			finalFocus={false}
			footer={
				<>
					<Button size="md" onClick={() => onDone(null)}>
						Cancel
					</Button>
					<Button size="md" variant="primary" type="submit" form="benign-form">
						{count === 1 ? "Mark benign" : `Mark ${count.toLocaleString("en")} benign`}
					</Button>
				</>
			}
		>
			<form
				id="benign-form"
				noValidate
				onSubmit={(event) => {
					event.preventDefault();
					submit();
				}}
				onKeyDown={(event) => {
					const typing = event.target instanceof HTMLTextAreaElement;
					if (typing && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
						event.preventDefault();
						submit();
					}
					if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
					const digit = BENIGN_REASONS[Number(event.key) - 1];
					if (digit !== undefined) {
						event.preventDefault();
						choose(digit);
					} else if (event.key === "Enter" && event.target instanceof HTMLInputElement) {
						event.preventDefault();
						submit();
					}
				}}
				className="flex flex-col gap-3"
			>
				{notice}
				<fieldset ref={radios} aria-describedby="benign-problem">
					<legend className="sr-only">Reason</legend>
					{BENIGN_REASONS.map((one, index) => (
						<label
							key={one}
							className={cx(
								"flex min-h-9 items-center gap-2.5 rounded-md px-2 py-1 hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-focus",
								one === reason && "bg-selected hover:bg-selected",
							)}
						>
							<input
								type="radio"
								name="reason"
								value={one}
								checked={one === reason}
								onChange={() => choose(one)}
								className="size-3.5 shrink-0 accent-accent outline-none"
							/>
							<span className="min-w-0 flex-1">
								<span className="font-medium">{REASON[one].label}</span>
								<span className="ml-2 text-muted text-sm max-sm:ml-0 max-sm:block">{REASON[one].hint}</span>
							</span>
							<Kbd className="max-sm:hidden">{index + 1}</Kbd>
						</label>
					))}
				</fieldset>
				{problem?.field === "reason" ? (
					<p id="benign-problem" role="alert" className="text-red text-sm">
						{problem.message}
					</p>
				) : null}
				<Field
					id="benign-note"
					label={reason === "other" ? "Note" : "Note, if it needs one"}
					error={problem?.field === "note" ? problem.message : null}
				>
					<Textarea
						ref={noteField}
						id="benign-note"
						rows={2}
						maxLength={NOTE_LIMIT}
						value={note}
						onChange={(event) => setNote(event.target.value)}
						aria-describedby="benign-note-hint"
						aria-invalid={problem?.field === "note"}
					/>
				</Field>
			</form>
		</Dialog>
	);
}
