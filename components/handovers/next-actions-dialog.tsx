"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { asProblem, request } from "@/components/api";
import { CASES_KEY, useCasePeople } from "@/components/cases/queries";
import { usePreferences } from "@/components/shell/preferences";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { instantInZone } from "@/components/ui/time-format";
import { TimeInput } from "@/components/ui/time-input";
import { CASE_LIMITS } from "@/lib/cases/rules";
import type { SnapshotItem } from "@/lib/handovers/snapshot";
import { ItemPicker } from "./item-picker";
import { HANDOVERS_KEY } from "./queries";

interface NextActionsDialogProps {
	/** Cases of the draft. */
	readonly items: readonly SnapshotItem[];
	readonly onClose: () => void;
}

/** Gives many cases the same next action, one after the other, each by the version that the draft showed. */
export function NextActionsDialog({ items, onClose }: NextActionsDialogProps) {
	const queries = useQueryClient();
	const { zone } = usePreferences();
	const people = useCasePeople();
	const [those] = useState(items);
	const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(those.map(({ item }) => item)));
	const [text, setText] = useState("");
	const [owner, setOwner] = useState("");
	const [at, setAt] = useState("");
	const [saved, setSaved] = useState<number | null>(null);
	const [failures, setFailures] = useState<readonly string[]>([]);
	const instant = at === "" ? null : instantInZone(at, zone);
	const complete = text.trim() !== "" && owner !== "" && instant !== null && chosen.size > 0;
	const busy = saved !== null;

	const save = async () => {
		if (instant === null) return;
		setFailures([]);
		setSaved(0);
		const wanted = those.filter(({ item }) => chosen.has(item));
		const left = new Set<string>();
		const problems: string[] = [];
		const change = {
			nextAction: text,
			nextActionOwnerId: owner,
			nextActionAt: instant.toISOString(),
		};
		for (const { item, title, case: of } of wanted) {
			try {
				await request(`/api/cases/${item.slice("case:".length)}`, {
					method: "PATCH",
					json: { version: of?.version, ...change },
				});
				setSaved((count) => (count ?? 0) + 1);
			} catch (error) {
				left.add(item);
				problems.push(`${title}: ${asProblem(error).message}`);
			}
		}
		void queries.invalidateQueries({ queryKey: CASES_KEY });
		await queries.invalidateQueries({ queryKey: HANDOVERS_KEY });
		setSaved(null);
		if (left.size === 0) onClose();
		else {
			setChosen(left);
			setFailures(problems);
		}
	};
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && !busy && onClose()}
			title="Set the next action of many cases"
			footer={
				<>
					{busy ? (
						<span role="status" className="mr-auto text-muted">
							{saved.toLocaleString("en")} of {chosen.size.toLocaleString("en")} saved
						</span>
					) : null}
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
			{failures.length === 0 ? null : (
				<Notice
					kind="error"
					live
					className="mt-3"
					title={
						failures.length === 1
							? "1 case was not changed"
							: `${failures.length.toLocaleString("en")} cases were not changed`
					}
				>
					<ul className="max-h-32 overflow-y-auto">
						{failures.slice(0, 20).map((failure) => (
							<li key={failure} className="break-words">
								{failure}
							</li>
						))}
					</ul>
				</Notice>
			)}
		</Dialog>
	);
}
