"use client";

import { useState } from "react";
import { ChangedNotice } from "@/components/conflict/changed-notice";
import { differences } from "@/components/conflict/differences";
import { REASON } from "@/components/findings/reasons";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Textarea } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import {
	CASE_LIMITS,
	type CaseClassification,
	CLASSIFICATION_REASONS,
	CLASSIFICATIONS,
	closesBenign,
	verdictOfClosing,
} from "@/lib/cases/rules";
import type { CaseSummary, StatusInput } from "@/lib/cases/schema";
import { BENIGN_REASONS, type BenignReason } from "@/lib/findings/rules";
import { CASE_STATUS, CLASSIFICATION, CLASSIFICATION_REASON } from "./looks";

interface CloseDialogProps {
	/** As it was when the dialog opened. */
	readonly of: CaseSummary;
	/** As it stands now. */
	readonly current: CaseSummary;
	/** Null when it was left. */
	readonly onDone: (closing: Omit<StatusInput, "version"> | null) => void;
}

/** Asks what the case was, and says what that does to its findings. */
export function CloseDialog({ of, current, onDone }: CloseDialogProps) {
	const [classification, setClassification] = useState<CaseClassification>("true_positive");
	const reasons: readonly string[] = CLASSIFICATION_REASONS[classification];
	const [chosen, setChosen] = useState("");
	const reason = reasons.includes(chosen) ? chosen : reasons[0];
	const [benign, setBenign] = useState<BenignReason>("other");
	const [note, setNote] = useState("");
	const blocked = current.tasks.blocking > 0;
	const submit = () =>
		onDone({
			status: "closed",
			classification,
			...(reason === undefined ? {} : { reason }),
			...(closesBenign(classification) ? { benignReason: benign } : {}),
			...(note.trim() === "" ? {} : { note: note.trim() }),
		});
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onDone(null)}
			title={`Close case #${of.number}`}
			footer={
				<>
					<Button size="md" onClick={() => onDone(null)}>
						Cancel
					</Button>
					<Button size="md" variant="primary" type="submit" form="close-case" disabled={blocked}>
						Close the case
					</Button>
				</>
			}
		>
			<form
				id="close-case"
				className="flex flex-col gap-3"
				onSubmit={(event) => {
					event.preventDefault();
					if (!blocked) submit();
				}}
			>
				{current.version > of.version ? (
					<ChangedNotice
						what="case"
						action="Close the case"
						refused={false}
						differences={differences([
							["Status", CASE_STATUS[current.status].label, "Closed"],
							[
								"Classification",
								CLASSIFICATION[current.classification ?? classification],
								CLASSIFICATION[classification],
							],
						])}
					/>
				) : null}
				{blocked ? (
					<Notice
						kind="warning"
						title={
							current.tasks.blocking === 1
								? "A task holds this case open"
								: `${current.tasks.blocking} tasks hold this case open`
						}
					>
						Finish them in Tasks, or skip what does not apply.
					</Notice>
				) : null}
				<Field id="close-classification" label="What was it?">
					<Select
						id="close-classification"
						label="Classification"
						value={classification}
						onValueChange={setClassification}
						options={CLASSIFICATIONS.map((value) => ({ value, label: CLASSIFICATION[value] }))}
					/>
				</Field>
				{reasons.length > 1 && reason !== undefined ? (
					<Field id="close-reason" label="Reason">
						<Select
							id="close-reason"
							label="Reason"
							value={reason}
							onValueChange={setChosen}
							options={reasons.map((value) => ({ value, label: CLASSIFICATION_REASON[value] ?? value }))}
						/>
					</Field>
				) : reason === undefined ? null : (
					<p className="text-muted">Reason: {CLASSIFICATION_REASON[reason]}</p>
				)}
				{closesBenign(classification) ? (
					<Field id="close-benign" label="Why are the findings benign?">
						<Select
							id="close-benign"
							label="Why are the findings benign?"
							value={benign}
							onValueChange={setBenign}
							options={BENIGN_REASONS.map((value) => ({
								value,
								label: value === "other" ? "As the note says" : REASON[value].label,
							}))}
						/>
					</Field>
				) : null}
				<Field id="close-note" label="Note" hint={EFFECT[String(verdictOfClosing(classification))]}>
					<Textarea
						id="close-note"
						rows={3}
						maxLength={CASE_LIMITS.note}
						value={note}
						onChange={(event) => setNote(event.target.value)}
						aria-describedby="close-note-hint"
					/>
				</Field>
			</form>
		</Dialog>
	);
}

/** By the verdict that the closing writes to the findings. */
const EFFECT: Readonly<Record<string, string>> = {
	escalated: "The findings stay escalated, decided by this case.",
	benign: "The findings that are still escalated become benign.",
	null: "Nothing is said of the findings: they stay as they are.",
};
