"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { CASES_KEY, useCasePeople } from "@/components/cases/cases/queries";
import { ApiProblem, request } from "@/components/client/api";
import { usePreferences } from "@/components/client/preferences";
import { fieldValue, instantInZone } from "@/components/client/time-format";
import { ChangedNotice } from "@/components/parts/conflict/changed-notice";
import { differences } from "@/components/parts/conflict/differences";
import { useSeen } from "@/components/parts/conflict/use-seen";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Select } from "@/components/ui/select";
import { TimeInput } from "@/components/ui/time-input";
import type { CaseDetail } from "@/lib/cases/cases/schema";
import { CASE_LIMITS } from "@/lib/cases/record/rules";
import { visibleText } from "@/lib/core/visible-text";
import type { SnapshotItem } from "@/lib/handovers/handovers/snapshot";
import { HANDOVERS_KEY } from "./queries";

interface NextActionFormProps {
	readonly item: SnapshotItem & { readonly case: NonNullable<SnapshotItem["case"]> };
	readonly caseId: string;
	readonly onDone: () => void;
}

/** Says who does what next in a case, and until when, without leaving the handover. */
export function NextActionForm({ item, caseId, onDone }: NextActionFormProps) {
	const queries = useQueryClient();
	const { zone } = usePreferences();
	const people = useCasePeople();
	const now = asFields(item, zone);
	const [begun, setBegun] = useState(now);
	const [text, setText] = useState(now.text);
	const [owner, setOwner] = useState(now.owner);
	const [at, setAt] = useState(now.at);
	const { seen, theirs, refused, refuse, adopt } = useSeen<{ readonly version: number }>(item.case);
	const take = () => {
		setBegun(now);
		setText(now.text);
		setOwner(now.owner);
		setAt(now.at);
		adopt(item.case);
	};
	// A form in which nothing was changed follows what others save.
	const touched = text !== begun.text || owner !== begun.owner || at !== begun.at;
	if (theirs !== null && !refused && !touched) take();
	const nameOf = (personId: string) => people.data?.find(({ id: one }) => one === personId)?.name ?? personId;
	const [problem, setProblem] = useState<unknown>(null);
	const [busy, setBusy] = useState(false);
	const id = (part: string) => `${part}-${caseId}`;

	const save = async () => {
		setBusy(true);
		setProblem(null);
		try {
			const saved = await request<CaseDetail>(`/api/cases/${caseId}`, {
				method: "PATCH",
				json: {
					version: seen.version,
					nextAction: text.trim() === "" ? null : text,
					nextActionOwnerId: owner === "" ? null : owner,
					nextActionAt: at === "" ? null : (instantInZone(at, zone)?.toISOString() ?? null),
				},
			});
			setBegun({ text, owner, at });
			adopt(saved);
			void queries.invalidateQueries({ queryKey: CASES_KEY });
			await queries.invalidateQueries({ queryKey: HANDOVERS_KEY });
			onDone();
		} catch (error) {
			const changed =
				error instanceof ApiProblem ? (error.document.case as { version: number } | undefined) : undefined;
			if (changed === undefined) setProblem(error);
			else {
				await queries.invalidateQueries({ queryKey: HANDOVERS_KEY });
				refuse(changed);
			}
		} finally {
			setBusy(false);
		}
	};
	return (
		<form
			noValidate
			aria-label={`Next action of ${visibleText(item.title)}`}
			className="flex flex-col gap-2 rounded-md bg-surface p-2"
			onSubmit={(event) => {
				event.preventDefault();
				if (!busy) void save();
			}}
		>
			<div className="grid gap-2 sm:grid-cols-[minmax(0,1fr)_12rem_12rem]">
				<Field id={id("action")} label="Next action">
					<Input
						id={id("action")}
						value={text}
						maxLength={CASE_LIMITS.action}
						onChange={(event) => setText(event.target.value)}
						autoComplete="off"
					/>
				</Field>
				<Field id={id("owner")} label="Owner">
					<Select
						id={id("owner")}
						label="Owner of the next action"
						value={owner}
						onValueChange={setOwner}
						className="h-8 w-full"
						options={[
							{ value: "", label: "Unassigned" },
							...(people.data ?? []).map((person) => ({ value: person.id, label: person.name })),
						]}
					/>
				</Field>
				<Field id={id("at")} label={`Until (${zone})`}>
					<TimeInput id={id("at")} value={at} onValueChange={setAt} />
				</Field>
			</div>
			{theirs === null ? null : (
				<ChangedNotice
					what="case"
					action="Save the next action"
					refused={refused}
					differences={differences([
						["Next action", now.text, text],
						["Owner", nameOf(now.owner), nameOf(owner)],
						["Until", now.at.replace("T", " "), at.replace("T", " ")],
					])}
					onTakeTheirs={take}
				/>
			)}
			{problem === null ? null : <ProblemNotice error={problem} title="The next action was not saved" />}
			<div className="flex gap-2">
				<Button type="submit" variant="primary" busy={busy}>
					Save the next action
				</Button>
				<Button onClick={onDone}>Close</Button>
			</div>
		</form>
	);
}

/** The next action as the form's fields hold it. */
function asFields({ nextAction, case: of }: NextActionFormProps["item"], zone: string) {
	const planned = nextAction?.at ?? null;
	return {
		text: nextAction?.text ?? "",
		owner: nextAction?.owner?.id ?? of.owner?.id ?? "",
		at: planned === null ? "" : fieldValue(new Date(planned), zone),
	};
}
