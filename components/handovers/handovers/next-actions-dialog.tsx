"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { CASES_KEY } from "@/components/cases/cases/queries";
import { ApiProblem, request } from "@/components/client/api";
import { FormDialog } from "@/components/parts/form/form";
import { useClockText } from "@/components/parts/form/use-clock-text";
import { useForm } from "@/components/parts/form/use-form";
import { Notice } from "@/components/ui/notice";
import type { NextActionsInput, WrittenCases } from "@/lib/cases/cases/schema";
import { visibleText } from "@/lib/core/visible-text";
import type { SnapshotItem } from "@/lib/handovers/handovers/snapshot";
import { ItemPicker } from "./item-picker";
import { NextActionFields, type NextActionValues } from "./next-action-fields";
import { HANDOVERS_KEY } from "./queries";

interface NextActionsDialogProps {
	/** Cases of the draft. */
	readonly items: readonly SnapshotItem[];
	readonly onClose: () => void;
}

/** Gives many cases the same next action: all of them or none, each over the version that the draft showed. */
export function NextActionsDialog({ items, onClose }: NextActionsDialogProps) {
	const queries = useQueryClient();
	const { toInstant } = useClockText();
	const [those] = useState(items);
	/** The versions that the draft showed when the dialog opened, or that a refused write has shown since. */
	const [seen, setSeen] = useState<ReadonlyMap<string, number>>(
		() => new Map(those.flatMap(({ item, case: of }) => (of === null ? [] : [[caseId(item), of.version]]))),
	);
	const [theirs, setTheirs] = useState<readonly ChangedCase[]>([]);
	const form = useForm({
		id: "next-actions",
		values: (): NextActionValues & { readonly chosen: ReadonlySet<string> } => ({
			action: "",
			owner: "",
			at: "",
			chosen: new Set(those.map(({ item }) => item)),
		}),
		send: async ({ chosen, action, owner, at }) => {
			setTheirs([]);
			const json: NextActionsInput = {
				cases: [...chosen].map((item) => ({ id: caseId(item), version: seen.get(caseId(item)) ?? 1 })),
				nextAction: action,
				nextActionOwnerId: owner,
				nextActionAt: toInstant(at) ?? "",
			};
			try {
				return await request<WrittenCases>("/api/cases/next-actions", { method: "PUT", json });
			} catch (error) {
				const changed =
					error instanceof ApiProblem ? (error.document.cases as ChangedCase[] | undefined) : undefined;
				if (changed === undefined) throw error;
				// They are shown: the next try goes over them.
				setTheirs(changed);
				setSeen((known) => new Map([...known, ...changed.map(({ id, version }) => [id, version] as const)]));
				return false;
			} finally {
				void queries.invalidateQueries({ queryKey: CASES_KEY });
				void queries.invalidateQueries({ queryKey: HANDOVERS_KEY });
			}
		},
		onSent: onClose,
	});
	const { action, owner, at, chosen } = form.values;
	return (
		<FormDialog
			form={form}
			title="Set the next action of many cases"
			submit={`Set next action of ${chosen.size.toLocaleString("en")}`}
			failed="The next action was not set"
			disabled={action.trim() === "" || owner === "" || toInstant(at) === null || chosen.size === 0}
			className="gap-3"
			onClose={() => form.busy || onClose()}
		>
			<NextActionFields
				field={form.field}
				none="Choose a person"
				className="gap-3 sm:grid-cols-2 sm:*:first:col-span-2"
			/>
			<ItemPicker
				items={those.map(({ item, title }) => ({ key: item, title }))}
				chosen={chosen}
				onChange={form.field("chosen").onValueChange}
				disabled={form.busy}
			/>
			{theirs.length === 0 ? null : (
				<Notice
					kind="warning"
					live
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
		</FormDialog>
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
