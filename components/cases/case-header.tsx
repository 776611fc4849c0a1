"use client";

import Link from "next/link";
import { ReportLinks } from "@/components/case-report/report-links";
import { Notice } from "@/components/ui/notice";
import type { CaseDetail } from "@/lib/cases/schema";
import { SeverityMark, StatusMark, TlpTag } from "./case-marks";

/** How the case stands, in one line that stays in sight in every section. */
export function CaseHeader({ of }: { of: CaseDetail }) {
	return (
		<div className="flex flex-col gap-2 px-3 py-2 sm:px-4">
			{of.mergedInto === null ? null : (
				<Notice title={`This case was merged into #${of.mergedInto.number}`}>
					<Link href={`/cases/${of.mergedInto.number}`} className="text-accent-text hover:underline">
						Go to #{of.mergedInto.number}
					</Link>
				</Notice>
			)}
			<div className="flex flex-wrap items-center gap-x-4 gap-y-1">
				<StatusMark status={of.status} classification={of.classification} />
				<SeverityMark severity={of.severity} />
				<TlpTag tlp={of.tlp} />
				<span className="text-muted">{of.owner === null ? "Nobody’s yet" : <bdi>{of.owner.name}</bdi>}</span>
				<ReportLinks id={of.id} number={of.number} />
			</div>
		</div>
	);
}
