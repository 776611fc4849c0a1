"use client";

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
import { SelectField, TextareaField } from "@/components/parts/form/fields";
import { FormDialog } from "@/components/parts/form/form";
import { useForm } from "@/components/parts/form/use-form";
import { REASON } from "@/components/triage/findings/reasons";
import { QueryProblem } from "@/components/ui/query-problem";
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
	readonly onDone: (closing: Closing | null) => void;
}

type Closing = Omit<StatusInput, "version">;

interface Values {
	readonly classification: CaseClassification;
	readonly reason: string;
	readonly benignReason: BenignReason;
	readonly note: string;
	readonly ends: ReadonlyMap<string, TaskEnd>;
}

/** The reason that is chosen, or the first of those that fit the classification. */
function reasonOf({ classification, reason }: Values): string | undefined {
	const reasons: readonly string[] = CLASSIFICATION_REASONS[classification];
	return reasons.includes(reason) ? reason : reasons[0];
}

/** Asks what the case was and what becomes of the work that is still open, and says what that does to its findings. */
export function CloseDialog({ of, current, onDone }: CloseDialogProps) {
	const tasks = useTasks(of.id);
	const work = tasks.data === undefined ? null : openWorkOf(of, tasks.data);
	const form = useForm({
		id: "close",
		values: (): Values => ({
			classification: "true_positive",
			reason: "",
			benignReason: "other",
			note: "",
			ends: new Map(),
		}),
		send: async (values) => {
			const { classification, benignReason, ends } = values;
			const reason = reasonOf(values);
			const note = values.note.trim();
			if (work === null) return false;
			const closing: Closing = {
				status: "closed",
				classification,
				...(reason === undefined ? {} : { reason }),
				...(closesBenign(classification) ? { benignReason } : {}),
				...(note === "" ? {} : { note }),
				...endsOf(work, ends),
			};
			return closing;
		},
		onSent: onDone,
	});
	const { classification, ends } = form.values;
	const reason = reasonOf(form.values);
	return (
		<FormDialog
			form={form}
			title={`Close case #${of.number}`}
			submit="Close the case"
			disabled={work === null || work.blocking.length > 0}
			className="gap-3"
			onClose={() => onDone(null)}
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
			<QueryProblem query={tasks} title="Couldn’t load the open tasks" />
			{work === null ? null : <BlockingNotice tasks={work.blocking} />}
			<SelectField
				field={form.field("classification")}
				label="What was it?"
				name="Classification"
				options={CLASSIFICATIONS.map((value) => ({ value, label: CLASSIFICATION[value] }))}
			/>
			{reason === undefined ? null : CLASSIFICATION_REASONS[classification].length > 1 ? (
				<SelectField
					field={{ ...form.field("reason"), value: reason }}
					label="Reason"
					options={CLASSIFICATION_REASONS[classification].map((value) => ({
						value,
						label: CLASSIFICATION_REASON[value] ?? value,
					}))}
				/>
			) : (
				<p className="text-muted">Reason: {CLASSIFICATION_REASON[reason]}</p>
			)}
			{closesBenign(classification) ? (
				<SelectField
					field={form.field("benignReason")}
					label="Why are the findings benign?"
					options={BENIGN_REASONS.map((value) => ({
						value,
						label: value === "other" ? "See the note" : REASON[value].label,
					}))}
				/>
			) : null}
			<TextareaField
				field={form.field("note")}
				label="Note"
				hint={EFFECT[String(verdictOfClosing(classification))]}
				maxLength={CASE_LIMITS.note}
			/>
			{work !== null ? (
				<OpenWorkFields work={work} ends={ends} onEnds={form.field("ends").onValueChange} />
			) : tasks.isError ? null : (
				<div aria-busy className="flex flex-col gap-2 py-1">
					<Skeleton className="w-1/3" />
					<Skeleton className="w-2/3" />
				</div>
			)}
		</FormDialog>
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
