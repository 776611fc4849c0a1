"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useAnnounce } from "@/components/client/announcer";
import { request } from "@/components/client/api";
import { useMay } from "@/components/client/me";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { ScrollArea } from "@/components/ui/scroll-area";
import type { IncidentDto } from "@/lib/outbound/incidents/schema";
import { INCIDENT_FIELD_NAMES } from "./incident-looks";
import { caseKey } from "./queries";

interface IncidentDifferencesProps {
	readonly caseId: string;
	readonly incident: NonNullable<IncidentDto["incident"]>;
}

/** What somebody has changed in Sentinel, beside ours, and the decision which of the two holds. */
export function IncidentDifferences({ caseId, incident }: IncidentDifferencesProps) {
	const works = useMay("cases.work");
	const queries = useQueryClient();
	const announce = useAnnounce();
	const hold = useMutation({
		mutationFn: (holds: "ours") =>
			request<IncidentDto>(`/api/cases/${caseId}/incident/hold`, {
				method: "POST",
				json: { holds, seen: incident.seen },
			}),
		onSuccess: (_, holds) =>
			announce(holds === "ours" ? "Ours is pushed." : "The case is as Sentinel has it."),
		onSettled: () => queries.invalidateQueries({ queryKey: caseKey(caseId) }),
	});
	if (incident.state !== "differs" || incident.seen === null) return null;
	return (
		<div className="flex flex-col gap-2">
			<Notice
				kind="warning"
				title={
					incident.gone
						? "Somebody has deleted the incident in Sentinel"
						: "Somebody has changed the incident in Sentinel"
				}
				actions={
					works ? (
						<Button variant="primary" busy={hold.isPending} onClick={() => hold.mutate("ours")}>
							{incident.gone ? "Make it again" : "Ours holds"}
						</Button>
					) : undefined
				}
			>
				Nothing of it is overwritten. Where Sentinel’s should hold, change the case to it; otherwise say that
				ours does.
			</Notice>
			{hold.isError ? <ProblemNotice error={hold.error} title="Nothing was decided" /> : null}
			{incident.differences.length === 0 ? null : (
				<ScrollArea className="overflow-x-auto">
					<table className="w-full text-left">
						<thead>
							<tr className="border-line border-b text-muted text-sm">
								<th className="py-1 pr-3 font-normal">Field</th>
								<th className="py-1 pr-3 font-normal">Here</th>
								<th className="py-1 font-normal">In Sentinel</th>
							</tr>
						</thead>
						<tbody>
							{incident.differences.map(({ field, ours, theirs }) => (
								<tr key={field} className="border-line border-b align-top">
									<th scope="row" className="py-1 pr-3 font-normal text-muted">
										{INCIDENT_FIELD_NAMES[field]}
									</th>
									<td className="whitespace-pre-wrap break-words py-1 pr-3">
										{ours ?? <span className="text-faint">None</span>}
									</td>
									<td className="whitespace-pre-wrap break-words py-1">
										{theirs ?? <span className="text-faint">None</span>}
									</td>
								</tr>
							))}
						</tbody>
					</table>
				</ScrollArea>
			)}
		</div>
	);
}
