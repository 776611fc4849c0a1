"use client";

import { useState } from "react";
import { CASE_STATUS, CLASSIFICATION, CLASSIFICATION_REASON } from "@/components/cases/cases/looks";
import {
	BlockingNotice,
	NEXT_ACTION,
	type OpenWork,
	OpenWorkFields,
	openWorkOf,
} from "@/components/cases/cases/open-work";
import { useTasks } from "@/components/cases/tasks/queries";
import { ChangedNotice } from "@/components/parts/conflict/changed-notice";
import { differences } from "@/components/parts/conflict/differences";
import { REASON } from "@/components/triage/findings/reasons";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Textarea } from "@/components/ui/field";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import type { CaseSummary, StatusInput } from "@/lib/cases/cases/schema";
import {
	CASE_LIMITS,
	type CaseClassification,
	CLASSIFICATION_REASONS,
	CLASSIFICATIONS,
	closesBenign,
	verdictOfClosing,
} from "@/lib/cases/record/rules";
import type { TaskEnd } from "@/lib/cases/tasks/rules";
import { BENIGN_REASONS, type BenignReason } from "@/lib/triage/findings/rules";

interface CloseDialogProps {
	/** As it was when the dialog opened. */
	readonly of: CaseSummary;
	/** Current. */
	readonly current: CaseSummary;
	/** Null when it was left. */
	readonly onDone: (closing: Omit<StatusInput, "version"> | null) => void;
}

/** Asks what the case was and what becomes of the work that is still open, and says what that does to its findings. */
export function CloseDialog({ of, current, onDone }: CloseDialogProps) {
	const [classification, setClassification] = useState<CaseClassification>("true_positive");
	const reasons: readonly string[] = CLASSIFICATION_REASONS[classification];
	const [chosen, setChosen] = useState("");
	const reason = reasons.includes(chosen) ? chosen : reasons[0];
	const [benign, setBenign] = useState<BenignReason>("other");
	const [note, setNote] = useState("");
	const tasks = useTasks(of.id);
	const [ends, setEnds] = useState<ReadonlyMap<string, TaskEnd>>(new Map());
	const work = tasks.data === undefined ? null : openWorkOf(of, tasks.data);
	const blocked = work === null || work.blocking.length > 0;
	const submit = (open: OpenWork) =>
		onDone({
			status: "closed",
			classification,
			...(reason === undefined ? {} : { reason }),
			...(closesBenign(classification) ? { benignReason: benign } : {}),
			...(note.trim() === "" ? {} : { note: note.trim() }),
			...endsOf(open, ends),
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
					if (work !== null && !blocked) submit(work);
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
				{tasks.isError ? (
					<ProblemNotice
						error={tasks.error}
						title="Couldn’t load the open tasks"
						onRetry={() => void tasks.refetch()}
						retrying={tasks.isFetching}
					/>
				) : null}
				{work === null ? null : <BlockingNotice tasks={work.blocking} />}
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
								label: value === "other" ? "See the note" : REASON[value].label,
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
				{work === null ? (
					tasks.isError ? null : (
						<div aria-busy className="flex flex-col gap-2 py-1">
							<Skeleton className="w-1/3" />
							<Skeleton className="w-2/3" />
						</div>
					)
				) : (
					<OpenWorkFields work={work} ends={ends} onEnds={setEnds} />
				)}
			</form>
		</Dialog>
	);
}

/** What becomes of the open work, as the verb takes it; nothing where none is open. */
function endsOf(
	{ tasks, nextAction }: OpenWork,
	ends: ReadonlyMap<string, TaskEnd>,
): Pick<StatusInput, "openWork"> {
	if (tasks.length === 0 && nextAction === null) return {};
	const end = (key: string) => ends.get(key) ?? "skipped";
	return {
		openWork: {
			tasks: tasks.map(({ id }) => ({ id, status: end(id) })),
			...(nextAction === null
				? {}
				: { nextAction: end(NEXT_ACTION) === "done" ? ("done" as const) : ("dropped" as const) }),
		},
	};
}

/** By the verdict that the closing writes to the findings. */
const EFFECT: Readonly<Record<string, string>> = {
	escalated: "The findings stay escalated, with the decisions they have.",
	benign: "The findings that are still escalated become benign.",
	null: "The findings stay as they are.",
};
