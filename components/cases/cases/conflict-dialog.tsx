"use client";

import { ConflictDialog } from "@/components/parts/conflict/conflict-dialog";
import { ScrollArea } from "@/components/ui/scroll-area";
import type { CaseDetail } from "@/lib/cases/cases/schema";
import { visibleProse } from "@/lib/core/visible-text";
import { FIELD_LABEL, fieldText, personFields } from "./field-text";
import { useCasePeople } from "./queries";
import type { CaseChanges } from "./use-case-change";

/** What somebody did to the case in the meantime, beside what was about to be changed. */
export function CaseConflictDialog({ changes }: { changes: CaseChanges }) {
	const people = useCasePeople();
	const { conflict } = changes;
	if (conflict === null) return null;
	const { theirs, wish } = conflict;
	const mine: Readonly<Record<string, unknown>> =
		wish.kind === "fields" ? wish.fields : wish.kind === "status" ? wish.status : { status: null };
	const inWords = (key: string, value: unknown) =>
		wish.kind === "act" ? wish.label : fieldText(key, value, people.data ?? []);
	const now: Readonly<Record<string, unknown>> = { ...theirs, ...personFields(theirs as CaseDetail) };
	return (
		<ConflictDialog
			title="This case changed in the meantime"
			description="Your change is not saved."
			onKeep={changes.keepTheirs}
			onApply={changes.applyMine}
		>
			<ScrollArea className="overflow-x-auto">
				<table className="w-full border-separate border-spacing-0 text-left align-top">
					<thead className="text-muted text-sm">
						<tr>
							<th className="py-1 pr-3 font-medium">Field</th>
							<th className="py-1 pr-3 font-medium">Current</th>
							<th className="py-1 font-medium">Yours, not saved</th>
						</tr>
					</thead>
					<tbody>
						{Object.entries(mine)
							.filter(([key]) => key !== "openWork")
							.map(([key, value]) => (
								<tr key={key} className="*:border-t *:py-1.5 *:pr-3 *:align-top">
									<th className="font-medium text-muted">{FIELD_LABEL[key] ?? key}</th>
									<td className="whitespace-pre-wrap">
										{visibleProse(fieldText(key, now[key], people.data ?? []))}
									</td>
									<td className="whitespace-pre-wrap">{visibleProse(inWords(key, value))}</td>
								</tr>
							))}
					</tbody>
				</table>
			</ScrollArea>
		</ConflictDialog>
	);
}
