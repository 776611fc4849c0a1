"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import { TextareaField } from "@/components/parts/form/fields";
import { FormDialog } from "@/components/parts/form/form";
import { useForm } from "@/components/parts/form/use-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Kbd } from "@/components/ui/kbd";
import { Notice } from "@/components/ui/notice";
import type { CaseDetail } from "@/lib/cases/cases/schema";
import { isOpenCase } from "@/lib/cases/record/rules";
import { visibleText } from "@/lib/core/visible-text";
import { NOTE_LIMIT } from "@/lib/triage/findings/rules";
import { likelyQuery, membersOf, NEW, OF_THE_SAME, OTHER, useOther } from "./escalate-likely";
import { EscalateTarget, type EscalateValues } from "./escalate-target";
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
	// As each was when it was first shown: what is sent is what the person chose.
	const [versions] = useState(() => new Map(again === null ? [] : [[again.theirs.id, again.theirs.version]]));
	const left = useRef(false);
	const done = (said: Said | null) => {
		if (left.current) return;
		left.current = true;
		onDone(said);
	};
	const form = useForm({
		id: "escalate",
		values: (): EscalateValues => ({
			into: again === null ? null : OTHER,
			title: "",
			number: again === null ? "" : String(again.theirs.number),
			reopen: reopens(again?.said),
			groups: [],
			note: again?.said.note ?? "",
		}),
		send: async ({ into: chosen, reopen, ...values }): Promise<Said> => {
			// Before the cases are known, it waits for them.
			const found =
				chosen === null && likely.isPending
					? await queries.ensureQueryData(likelyQuery(target)).catch(() => undefined)
					: likely.data;
			const place = chosen ?? found?.suggested ?? NEW;
			const title = values.title.trim();
			const note = values.note.trim();
			const where =
				place === NEW
					? title === ""
						? {}
						: { title }
					: place === OTHER
						? { id: String(other.data?.id), reopen, version: versions.get(String(other.data?.id)) }
						: { id: place, reopen: false, version: found?.cases.find(({ id }) => id === place)?.version };
			return {
				verdict: "escalated",
				case: where,
				...(also.length === 0 ? {} : { also }),
				...(note === "" ? {} : { note }),
			};
		},
		onSent: done,
	});
	const { values } = form;
	const into = values.into ?? likely.data?.suggested ?? NEW;
	const other = useOther(into === OTHER ? values.number : "");
	if (other.data !== undefined && !versions.has(other.data.id)) {
		versions.set(other.data.id, other.data.version);
	}
	const changed = other.data !== undefined && other.data.version > (versions.get(other.data.id) ?? 0);
	const closed = other.data !== undefined && !isOpenCase(other.data.status);

	const also = membersOf(likely.data, values.groups);
	const own = target.kind === "filter" ? target.count : target.findings.length;
	const count = own + also.length;
	const groups = form.field("groups");
	return (
		<FormDialog
			form={form}
			title={own === 1 ? "Escalate this finding" : `Escalate ${own.toLocaleString("en")} findings`}
			submit={count === 1 ? "Escalate" : `Escalate ${count.toLocaleString("en")}`}
			disabled={into === OTHER && (other.data === undefined || (closed && !values.reopen))}
			className="gap-3"
			initialFocus={() => form.element.current?.querySelector("input") ?? true}
			finalFocus={false}
			onClose={() => done(null)}
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
			<EscalateTarget form={form} likely={likely.data} failed={likely.isError} into={into} other={other} />
			{likely.data === undefined || likely.data.groups.length === 0 ? null : (
				<fieldset className="flex flex-col gap-1">
					<legend className="mb-1 font-medium">Escalate with it, from the queue</legend>
					{likely.data.groups.map((group) => (
						<Checkbox
							key={group.why}
							id={`escalate-${group.why}`}
							label={`${group.findings.length.toLocaleString("en")} more ${OF_THE_SAME[group.why]}`}
							hint={<span className="wrap-anywhere">{visibleText(group.value)}</span>}
							checked={values.groups.includes(group.why)}
							onCheckedChange={(on) =>
								groups.onValueChange(
									on ? [...values.groups, group.why] : values.groups.filter((why) => why !== group.why),
								)
							}
						/>
					))}
				</fieldset>
			)}
			<TextareaField
				field={form.field("note")}
				label="What should the next person know?"
				hint={
					<>
						Optional. <Kbd>Ctrl</Kbd> <Kbd>Enter</Kbd> escalates from here.
					</>
				}
				maxLength={NOTE_LIMIT}
			/>
		</FormDialog>
	);
}

function reopens(said: Said | undefined): boolean {
	return said?.case !== undefined && "reopen" in said.case && said.case.reopen === true;
}
