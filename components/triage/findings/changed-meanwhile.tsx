"use client";

import { PersonName } from "@/components/parts/text/person-name";
import { Notice } from "@/components/ui/notice";
import { Time } from "@/components/ui/time";
import type { FindingSummary } from "@/lib/triage/findings/schema";
import { User } from "./finding-cells";
import { STATUS } from "./status";

/** Named at most; the rest is counted. */
const NAMED = 3;

/** Says what others changed of the findings while a dialog is open over them. */
export function ChangedMeanwhile({ findings }: { findings: readonly FindingSummary[] }) {
	if (findings.length === 0) return null;
	return (
		<Notice
			kind="warning"
			live
			title={
				findings.length === 1
					? "This finding changed while you were deciding"
					: `${findings.length.toLocaleString("en")} findings changed while you were deciding`
			}
		>
			<ul>
				{findings.slice(0, NAMED).map((finding) => (
					<li key={finding.id} className="flex flex-wrap gap-x-1.5">
						<User upn={finding.accountUpn} />
						<span className="font-medium">{STATUS[finding.status].label}</span>
						{finding.decision === null ? null : (
							<span className="flex flex-wrap gap-x-1.5 text-muted">
								by <PersonName person={finding.decision.by} /> <Time value={finding.decision.at} />
							</span>
						)}
					</li>
				))}
			</ul>
			{findings.length > NAMED ? (
				<p className="text-muted">and {(findings.length - NAMED).toLocaleString("en")} more</p>
			) : null}
			<p>Nothing is overwritten. If you continue, you see both decisions and choose.</p>
		</Notice>
	);
}
