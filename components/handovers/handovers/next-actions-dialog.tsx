"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { CASES_KEY, useCasePeople } from "@/components/cases/cases/queries";
import { ApiProblem, request } from "@/components/client/api";
import { usePreferences } from "@/components/client/preferences";
import { instantInZone } from "@/components/client/time-format";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Select } from "@/components/ui/select";
import { TimeInput } from "@/components/ui/time-input";
import type { NextActionsInput, WrittenCases } from "@/lib/cases/cases/schema";
import { CASE_LIMITS } from "@/lib/cases/record/rules";
import { visibleText } from "@/lib/core/visible-text";
import type { SnapshotItem } from "@/lib/handovers/handovers/snapshot";
import { ItemPicker } from "./item-picker";
import { HANDOVERS_KEY } from "./queries";

interface NextActionsDialogProps {
	/** Cases of the draft. */
	readonly items: readonly SnapshotItem[];
	readonly onClose: () => void;
}

/** Gives many cases the same next action: all of them or none, each over the version that the draft showed. */
export function NextActionsDialog({ items, onClose }: NextActionsDialogProps) {
	const queries = useQueryClient();
	const { zone } = usePreferences();
	const people = useCasePeople();
	const [those] = useState(items);
	const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(those.map(({ item }) => item)));
	const [text, setText] = useState("");
	const [owner, setOwner] = useState("");
	const [at, setAt] = useState("");
	/** The versions that the draft showed when the dialog opened, or that a refused write has shown since. */
	const [seen, setSeen] = useState<ReadonlyMap<string, number>>(
		() => new Map(those.flatMap(({ item, case: of }) => (of === null ? [] : [[caseId(item), of.version]]))),
	);
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<unknown>(null);
	const [theirs, setTheirs] = useState<readonly ChangedCase[]>([]);
	const instant = at === "" ? null : instantInZone(at, zone);
	const complete = text.trim() !== "" && owner !== "" && instant !== null && chosen.size > 0;

	const save = async () => {
		if (instant === null) return;
		setBusy(true);
		setProblem(null);
		setTheirs([]);
		const json: NextActionsInput = {
			cases: [...chosen].map((item) => ({ id: caseId(item), version: seen.get(caseId(item)) ?? 1 })),
			nextAction: text,
			nextActionOwnerId: owner,
			nextActionAt: instant.toISOString(),
		};
		try {
			await request<WrittenCases>("/api/cases/next-actions", { method: "PUT", json });
			onClose();
		} catch (error) {
			const changed =
				error instanceof ApiProblem ? (error.document.cases as ChangedCase[] | undefined) : undefined;
			if (changed === undefined) setProblem(error);
			else {
				// They are shown: the next try goes over them.
				setTheirs(changed);
				setSeen((known) => new Map([...known, ...changed.map(({ id, version }) => [id, version] as const)]));
			}
		} finally {
			setBusy(false);
			void queries.invalidateQueries({ queryKey: CASES_KEY });
			void queries.invalidateQueries({ queryKey: HANDOVERS_KEY });
		}
	};
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && !busy && onClose()}
			title="Set the next action of many cases"
			footer={
				<>
					<Button size="md" disabled={busy} onClick={onClose}>
						Cancel
					</Button>
					<Button size="md" variant="primary" busy={busy} disabled={!complete} onClick={() => void save()}>
						Set next action of {chosen.size.toLocaleString("en")}
					</Button>
				</>
			}
		>
			<div className="flex flex-col gap-3">
				<Field id="many-action" label="Next action">
					<Input
						id="many-action"
						value={text}
						maxLength={CASE_LIMITS.action}
						onChange={(event) => setText(event.target.value)}
						autoComplete="off"
					/>
				</Field>
				<div className="grid gap-3 sm:grid-cols-2">
					<Field id="many-owner" label="Owner">
						<Select
							id="many-owner"
							label="Owner of the next action"
							value={owner}
							onValueChange={setOwner}
							className="h-8 w-full"
							options={[
								{ value: "", label: "Choose a person" },
								...(people.data ?? []).map((person) => ({ value: person.id, label: person.name })),
							]}
						/>
					</Field>
					<Field id="many-at" label={`Until (${zone})`}>
						<TimeInput id="many-at" value={at} onValueChange={setAt} />
					</Field>
				</div>
			</div>
			<ItemPicker
				items={those.map(({ item, title }) => ({ key: item, title }))}
				chosen={chosen}
				onChange={setChosen}
				disabled={busy}
			/>
			{theirs.length === 0 ? null : (
				<Notice
					kind="warning"
					live
					className="mt-3"
					title={
						theirs.length === 1
							? "1 case changed while you were editing"
							: `${theirs.length.toLocaleString("en")} cases changed while you were editing`
					}
				>
					<p>
						Nothing is saved. Set the next action again to replace the current one, or leave these cases out.
					</p>
					<ul className="mt-1 max-h-32 overflow-y-auto">
						{theirs.map(({ id, number, nextAction, owner: by }) => (
							<li key={id} className="break-words">
								#{number}: {nextAction === null ? "no next action" : visibleText(nextAction)}
								{by === null ? "" : ` (${visibleText(by)})`}
							</li>
						))}
					</ul>
				</Notice>
			)}
			{problem === null ? null : (
				<ProblemNotice error={problem} title="The next action was not set" className="mt-3" />
			)}
		</Dialog>
	);
}

/** A case as the refusal of a write shows it. */
interface ChangedCase {
	readonly id: string;
	readonly number: number;
	readonly version: number;
	readonly nextAction: string | null;
	/** Name of who has the next action. */
	readonly owner: string | null;
}

const caseId = (item: string) => item.slice("case:".length);
