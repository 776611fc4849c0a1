"use client";

import { useMutation } from "@tanstack/react-query";
import { Eye, EyeOff } from "lucide-react";
import Link from "next/link";
import { CaseClock } from "@/components/cases/cases/case-clock";
import { SeverityMark, StatusMark, TlpTag } from "@/components/cases/cases/case-marks";
import { OwnerChoice } from "@/components/cases/cases/owner-choice";
import { Unmerge } from "@/components/cases/cases/unmerge";
import type { CaseChanges } from "@/components/cases/cases/use-case-change";
import { ReportLinks } from "@/components/cases/report/report-links";
import { request } from "@/components/client/api";
import { useMay, useMe } from "@/components/client/me";
import { Lookers } from "@/components/parts/live/lookers";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import type { CaseDetail } from "@/lib/cases/cases/schema";
import { visibleText } from "@/lib/core/visible-text";

/** How the case stands, in one line that stays in sight in every section. */
export function CaseHeader({ of, changes }: { of: CaseDetail; changes: CaseChanges }) {
	return (
		<div className="flex flex-col gap-2 px-3 py-2 sm:px-4">
			{of.mergedInto === null ? null : (
				<Notice
					title={`This case was merged into #${of.mergedInto.number}`}
					actions={<Unmerge of={of} changes={changes} />}
				>
					Its findings, tasks and comments are in{" "}
					<Link href={`/cases/${of.mergedInto.number}`} className="text-accent-text hover:underline">
						case #{of.mergedInto.number}
					</Link>
					.
				</Notice>
			)}
			<div className="flex flex-wrap items-center gap-x-4 gap-y-1">
				<StatusMark status={of.status} classification={of.classification} />
				<SeverityMark severity={of.severity} />
				<TlpTag tlp={of.tlp} />
				<OwnerChoice of={of} changes={changes} />
				{of.dueAt === null || of.mergedInto !== null ? null : (
					<span className="text-muted">
						Due <Time value={of.dueAt} form="minutes" className="text-fg" />
					</span>
				)}
				{of.sample ? <Tag tone="amber">Sample data</Tag> : null}
				<Lookers />
				<CaseClock clocks={of.clocks} />
				<ReportLinks id={of.id} number={of.number} />
				<Watch of={of} changes={changes} />
			</div>
		</div>
	);
}

function Watch({ of, changes }: { of: CaseDetail; changes: CaseChanges }) {
	const me = useMe();
	const watching = of.watchers.some(({ id }) => id === me.id);
	const watch = useMutation({
		mutationFn: () =>
			request<CaseDetail>(`/api/cases/${of.id}/watchers`, {
				method: "PUT",
				json: { personId: me.id, watching: !watching },
			}),
		onSuccess: changes.learn,
		onError: changes.fail,
	});
	if (!useMay("cases.work")) return null;
	return (
		<Button
			variant="ghost"
			icon={watching ? EyeOff : Eye}
			busy={watch.isPending}
			onClick={() => watch.mutate()}
			title={of.watchers.map(({ name }) => visibleText(name)).join(", ")}
		>
			{watching ? "Stop watching" : "Watch"}
			<span className="font-normal text-faint">{of.watchers.length}</span>
		</Button>
	);
}
