"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CloudUpload, RefreshCw } from "lucide-react";
import { useAnnounce } from "@/components/client/announcer";
import { request } from "@/components/client/api";
import { useMay } from "@/components/client/me";
import { Ago } from "@/components/ui/ago";
import { Button } from "@/components/ui/button";
import { Fact, Facts } from "@/components/ui/facts";
import { Notice } from "@/components/ui/notice";
import { PageBody } from "@/components/ui/page-body";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { QueryProblem } from "@/components/ui/query-problem";
import { Section } from "@/components/ui/section";
import { Skeleton } from "@/components/ui/skeleton";
import { LookMark } from "@/components/ui/tag";
import type { CaseDetail } from "@/lib/cases/cases/schema";
import type { IncidentDto } from "@/lib/outbound/incidents/schema";
import { IncidentDifferences } from "./incident-differences";
import { INCIDENT_STATES, leftOut } from "./incident-looks";
import { caseKey } from "./queries";

/** How the case stands in Microsoft Sentinel, and what does not fit there. */
export function IncidentSection({ of }: { of: CaseDetail }) {
	const queryKey = [...caseKey(of.id), "incident"];
	const path = `/api/cases/${of.id}/incident`;
	const works = useMay("cases.work");
	const queries = useQueryClient();
	const announce = useAnnounce();
	const state = useQuery({
		queryKey,
		queryFn: ({ signal }) => request<IncidentDto>(path, { signal }),
		// While it is on its way, and now and then for what is changed there.
		refetchInterval: ({ state: { data } }) => (data?.incident?.state === "waiting" ? 1_500 : 30_000),
	});
	const push = useMutation({
		mutationFn: () => request<IncidentDto>(path, { method: "POST" }),
		onSuccess: (data) => {
			queries.setQueryData(queryKey, data);
			announce("The case is being pushed to Sentinel.");
		},
	});
	if (state.data === undefined) {
		return (
			<PageBody>
				{state.isError ? (
					<QueryProblem query={state} title="The case’s state in Sentinel could not be loaded" />
				) : (
					<div aria-busy className="flex flex-col gap-2">
						<Skeleton className="w-48" />
						<Skeleton className="w-72" />
					</div>
				)}
			</PageBody>
		);
	}
	const { incident, unavailable } = state.data;
	return (
		<PageBody>
			<Section
				title="Incident in Microsoft Sentinel"
				actions={
					incident === null || unavailable !== null || !works ? undefined : (
						<Button
							icon={RefreshCw}
							busy={push.isPending || incident.state === "waiting"}
							onClick={() => push.mutate()}
						>
							Sync now
						</Button>
					)
				}
			>
				{push.isError ? (
					<ProblemNotice error={push.error} title="The case was not pushed" className="mb-2" />
				) : null}
				{unavailable === null ? null : (
					<Notice title={unavailable}>
						An administrator can turn it on: SENTINEL_INCIDENTS, see docs/sentinel.md.
					</Notice>
				)}
				{incident === null ? (
					unavailable === null ? (
						<div className="flex flex-col items-start gap-2">
							<p className="max-w-prose">
								The case is not in Sentinel. Once pushed, it becomes an incident that follows every change to
								the case, with its comments, and its findings as bookmarks. Automation rules may act on it.
							</p>
							<Button
								variant="primary"
								icon={CloudUpload}
								busy={push.isPending}
								onClick={() => push.mutate()}
							>
								Push to Sentinel
							</Button>
						</div>
					) : null
				) : (
					<Incident caseId={of.id} incident={incident} />
				)}
			</Section>
			{incident === null && unavailable !== null ? null : <Limits />}
		</PageBody>
	);
}

function Incident({
	caseId,
	incident,
}: {
	readonly caseId: string;
	readonly incident: NonNullable<IncidentDto["incident"]>;
}) {
	const missing = leftOut(incident.omitted);
	return (
		<div className="flex flex-col gap-3">
			{incident.problem === null ? null : (
				<Notice kind="error" title={incident.problem.message}>
					{incident.problem.remedy === null ? null : <p>{incident.problem.remedy}</p>}
					<p className="text-muted">
						Tried {incident.attempts === 1 ? "once" : `${incident.attempts} times`}
						{incident.nextAttemptAt === null ? "." : ", and again "}
						{incident.nextAttemptAt === null ? null : <Ago value={incident.nextAttemptAt} />}
					</p>
				</Notice>
			)}
			<IncidentDifferences caseId={caseId} incident={incident} />
			<Facts>
				<Fact name="State">
					<LookMark look={INCIDENT_STATES[incident.state]} />
				</Fact>
				<Fact name="Incident" none="No number yet">
					{incident.number === null ? null : incident.url === null ? (
						`#${incident.number}`
					) : (
						<a
							href={incident.url}
							rel="noreferrer"
							target="_blank"
							className="text-accent-text hover:underline"
						>
							#{incident.number} in the Azure portal
						</a>
					)}
				</Fact>
				<Fact name="Last complete" none="Not yet">
					{incident.pushedAt === null ? null : <Ago value={incident.pushedAt} exact />}
				</Fact>
				<Fact name="Last look" none="Not yet">
					{incident.checkedAt === null ? null : <Ago value={incident.checkedAt} exact />}
				</Fact>
				<Fact name="First pushed by">
					<bdi>{incident.createdBy}</bdi>, <Ago value={incident.createdAt} />
				</Fact>
				<Fact name="Left out" none="Nothing">
					{missing.length === 0 ? null : (
						<ul>
							{missing.map((what) => (
								<li key={what}>{what}</li>
							))}
						</ul>
					)}
				</Fact>
			</Facts>
		</div>
	);
}

function Limits() {
	return (
		<Section title="Limits in Sentinel">
			<ul className="max-w-prose list-disc pl-5 text-muted">
				<li>Incidents made through its API are not synchronised to the Defender portal.</li>
				<li>A description holds 5,000 characters, a comment 30,000.</li>
				<li>An incident holds 100 comments: the case’s newest ones are sent.</li>
				<li>It holds 20 bookmarks: clicked-through findings and the newest ones are sent.</li>
				<li>Tasks, attachments and the timeline stay here. Contained and resolved are “Active” there.</li>
				<li>URLs are defanged.</li>
			</ul>
		</Section>
	);
}
