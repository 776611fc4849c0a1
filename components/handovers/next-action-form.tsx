"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiProblem, request } from "@/components/api";
import { CASES_KEY, useCasePeople } from "@/components/cases/queries";
import { usePreferences } from "@/components/shell/preferences";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Select } from "@/components/ui/select";
import { fieldValue, instantInZone } from "@/components/ui/time-format";
import { TimeInput } from "@/components/ui/time-input";
import { CASE_LIMITS } from "@/lib/cases/rules";
import type { SnapshotItem } from "@/lib/handovers/snapshot";
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
	const [text, setText] = useState(item.nextAction?.text ?? "");
	const [owner, setOwner] = useState(item.nextAction?.owner?.id ?? item.case.owner?.id ?? "");
	const [at, setAt] = useState(() => {
		const planned = item.nextAction?.at ?? null;
		return planned === null ? "" : fieldValue(new Date(planned), zone);
	});
	const [problem, setProblem] = useState<unknown>(null);
	const [busy, setBusy] = useState(false);
	const id = (part: string) => `${part}-${caseId}`;

	const save = async () => {
		setBusy(true);
		setProblem(null);
		try {
			await request(`/api/cases/${caseId}`, {
				method: "PATCH",
				json: {
					version: item.case.version,
					nextAction: text.trim() === "" ? null : text,
					nextActionOwnerId: owner === "" ? null : owner,
					nextActionAt: at === "" ? null : (instantInZone(at, zone)?.toISOString() ?? null),
				},
			});
			void queries.invalidateQueries({ queryKey: CASES_KEY });
			await queries.invalidateQueries({ queryKey: HANDOVERS_KEY });
			onDone();
		} catch (error) {
			setProblem(error);
			if (error instanceof ApiProblem && error.code === "conflict") {
				void queries.invalidateQueries({ queryKey: HANDOVERS_KEY });
			}
		} finally {
			setBusy(false);
		}
	};
	return (
		<form
			noValidate
			aria-label={`Next action of ${item.title}`}
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
