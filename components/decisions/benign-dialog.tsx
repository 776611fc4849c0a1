"use client";

import type { KeyboardEvent, ReactNode } from "react";
import { RadioField, TextareaField } from "@/components/parts/form/fields";
import { FormDialog } from "@/components/parts/form/form";
import { useForm } from "@/components/parts/form/use-form";
import { REASON } from "@/components/triage/findings/reasons";
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
	const form = useForm({
		id: "benign",
		values: (): { reason: BenignReason | null; note: string } => ({ reason: last, note: begun }),
		check: ({ reason, note }) => {
			const wrong = decisionProblem({ verdict: "benign", reason: reason ?? undefined, note });
			return wrong === null ? {} : { [wrong.field]: wrong.message };
		},
		send: async ({ reason, note }): Promise<Said | false> =>
			reason !== null && {
				verdict: "benign",
				reason,
				...(note.trim() === "" ? {} : { note: note.trim() }),
			},
		onSent: onDone,
	});
	const radio = (which: string) => form.element.current?.querySelector<HTMLInputElement>(`input${which}`);
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.target instanceof HTMLTextAreaElement || event.ctrlKey || event.metaKey || event.altKey) return;
		const digit = BENIGN_REASONS[Number(event.key) - 1];
		if (digit !== undefined) {
			event.preventDefault();
			form.set({ reason: digit });
			radio(`[value="${digit}"]`)?.focus();
		} else if (event.key === "Enter" && event.target instanceof HTMLInputElement) {
			event.preventDefault();
			form.submit();
		}
	};
	const many = count.toLocaleString("en");
	return (
		<FormDialog
			form={form}
			title={count === 1 ? "Why is it benign?" : `Why are these ${many} benign?`}
			description={<span className="max-sm:hidden">A digit picks the reason, Enter decides.</span>}
			submit={count === 1 ? "Mark benign" : `Mark ${many} benign`}
			className="gap-3"
			initialFocus={() => radio(":checked") ?? radio("") ?? true}
			finalFocus={false}
			onKeyDown={onKeyDown}
			onClose={() => onDone(null)}
		>
			{notice}
			<RadioField
				field={form.field("reason")}
				legend="Reason"
				hideLegend
				options={BENIGN_REASONS.map((value, index) => ({
					value,
					...REASON[value],
					mark: <Kbd className="max-sm:hidden">{index + 1}</Kbd>,
				}))}
			/>
			<TextareaField
				field={form.field("note")}
				label={form.values.reason === "other" ? "Note" : "Note, if it needs one"}
				rows={2}
				maxLength={NOTE_LIMIT}
			/>
		</FormDialog>
	);
}
