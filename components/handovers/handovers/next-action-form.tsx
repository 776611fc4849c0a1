"use client";

import { useQueryClient } from "@tanstack/react-query";
import { CASES_KEY, usePersonOptions } from "@/components/cases/cases/queries";
import { request } from "@/components/client/api";
import { Form } from "@/components/parts/form/form";
import { useClockText } from "@/components/parts/form/use-clock-text";
import { useForm } from "@/components/parts/form/use-form";
import { Button } from "@/components/ui/button";
import type { CaseDetail } from "@/lib/cases/cases/schema";
import { visibleText } from "@/lib/core/visible-text";
import type { SnapshotItem } from "@/lib/handovers/handovers/snapshot";
import { NextActionFields, type NextActionValues } from "./next-action-fields";
import { HANDOVERS_KEY } from "./queries";

interface NextActionFormProps {
	readonly item: SnapshotItem & { readonly case: NonNullable<SnapshotItem["case"]> };
	readonly caseId: string;
	readonly onDone: () => void;
}

type NextAction = Pick<CaseDetail, "version" | "nextAction" | "nextActionOwner" | "nextActionAt"> & {
	readonly owner: { readonly id: string | null } | null;
};

function nextActionOf({ nextAction, case: of }: NextActionFormProps["item"]): NextAction {
	return {
		version: of.version,
		nextAction: nextAction?.text ?? null,
		nextActionOwner: nextAction?.owner ?? null,
		nextActionAt: nextAction?.at ?? null,
		owner: of.owner,
	};
}

/** Says who does what next in a case, and until when, without leaving the handover. */
export function NextActionForm({ item, caseId, onDone }: NextActionFormProps) {
	const queries = useQueryClient();
	const { toText, toInstant } = useClockText();
	const people = usePersonOptions("Unassigned");
	const nameOf = (id: string) => people.find(({ value }) => value === id)?.label ?? id;
	const asFields = (of: NextAction): NextActionValues => ({
		action: of.nextAction ?? "",
		owner: of.nextActionOwner?.id ?? of.owner?.id ?? "",
		at: toText(of.nextActionAt),
	});
	const form = useForm({
		id: `next-${caseId}`,
		over: nextActionOf(item),
		what: "case",
		follows: true,
		values: asFields,
		send: ({ action, owner, at }, { version }) =>
			request<CaseDetail>(`/api/cases/${caseId}`, {
				method: "PATCH",
				json: {
					version,
					nextAction: action.trim() === "" ? null : action,
					nextActionOwnerId: owner || null,
					nextActionAt: toInstant(at),
				},
			}),
		invalidates: HANDOVERS_KEY,
		onSent: (saved, reset) => {
			reset(saved);
			void queries.invalidateQueries({ queryKey: CASES_KEY });
			onDone();
		},
	});
	const { theirs } = form.standing;
	const now = theirs === null ? null : asFields(theirs);
	const { action, owner, at } = form.values;
	return (
		<Form
			form={form}
			label={`Next action of ${visibleText(item.title)}`}
			submit="Save the next action"
			failed="The next action was not saved"
			compare={
				now === null
					? undefined
					: [
							["Next action", now.action, action],
							["Owner", nameOf(now.owner), nameOf(owner)],
							["Until", now.at, at],
						]
			}
			className="gap-2 rounded-md bg-surface p-2"
			footer={
				<div className="flex gap-2">
					<Button type="submit" variant="primary" busy={form.busy}>
						Save the next action
					</Button>
					<Button onClick={onDone}>Close</Button>
				</div>
			}
		>
			<NextActionFields
				field={form.field}
				none="Unassigned"
				className="gap-2 sm:grid-cols-[minmax(0,1fr)_12rem_12rem]"
			/>
		</Form>
	);
}
