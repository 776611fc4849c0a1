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
			announce(holds === "ours" ? "Afterclick’s version is pushed." : "The case matches Sentinel."),
		onSettled: () => queries.invalidateQueries({ queryKey: caseKey(caseId) }),
	});
	if (incident.state !== "differs" || incident.seen === null) return null;
	return (
		<div className="flex flex-col gap-2">
			<Notice
				kind="warning"
				title={
					incident.gone ? "The incident was deleted in Sentinel" : "The incident was changed in Sentinel"
				}
				actions={
					works ? (
						<Button variant="primary" busy={hold.isPending} onClick={() => hold.mutate("ours")}>
							{incident.gone ? "Create it again" : "Keep Afterclick’s"}
						</Button>
					) : undefined
				}
			>
				Nothing is overwritten. To use Sentinel’s values, change the case to match. Otherwise keep
				Afterclick’s.
			</Notice>
			{hold.isError ? <ProblemNotice error={hold.error} title="The difference was not resolved" /> : null}
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
