"use client";

import { History, type LucideIcon, Radar, RefreshCw, Undo2 } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Note } from "@/components/parts/text/note";
import { PersonName } from "@/components/parts/text/person-name";
import { changeTexts } from "@/components/triage/findings/changes-text";
import { REASON } from "@/components/triage/findings/reasons";
import { STATUS } from "@/components/triage/findings/status";
import { cx } from "@/components/ui/cx";
import { Time } from "@/components/ui/time";
import { TONE_TEXT, type Tone } from "@/components/ui/tone";
import type { Verdict } from "@/lib/triage/findings/rules";
import type { FindingActivity, FindingSummary } from "@/lib/triage/findings/schema";
import { DecisionActions } from "./decision-actions";
import type { NamedDecision } from "./use-decisions";

interface PanelActivityProps {
	/** Current. */
	readonly finding: FindingSummary;
	/** Oldest first. */
	readonly activity: readonly FindingActivity[];
	readonly onUndo: (which: NamedDecision) => Promise<void>;
	readonly onRevise: (verdict: Verdict) => void;
}

/** What happened to the finding, the latest first; the decision that it carries can be undone and revised. */
export function PanelActivity({ finding, activity, onUndo, onRevise }: PanelActivityProps) {
	const audit = new URLSearchParams({ kind: "finding", target: finding.id });
	const current = currentDecision(finding, activity);
	return (
		<>
			<ol className="flex flex-col gap-3 px-4 py-3">
				{[...activity].reverse().map((event) => {
					const { icon: Icon, tone, text } = look(event);
					return (
						<li key={event.id} className="flex gap-2.5">
							<Icon aria-hidden className={cx("mt-0.5 size-4 shrink-0", TONE_TEXT[tone])} />
							<div className="min-w-0 flex-1">
								<p className="font-medium">{text}</p>
								{event.changes === null
									? null
									: changeTexts(event.changes).map((change) => <p key={change}>{change}</p>)}
								{event.reason === null ? null : <p>{REASON[event.reason].label}</p>}
								{event.note === null ? null : <Note text={event.note} />}
								<p className="flex flex-wrap gap-x-2 text-muted">
									<PersonName person={event.by} />
									<Time value={event.at} />
								</p>
								{event === current && event.decision !== null ? (
									<DecisionActions
										finding={finding}
										of={event.decision}
										onUndo={onUndo}
										onRevise={onRevise}
									/>
								) : null}
							</div>
						</li>
					);
				})}
			</ol>
			<p className="px-4 pb-3">
				<Link href={`/audit?${audit}`} prefetch={false} className="text-accent-text hover:underline">
					In the audit
				</Link>
			</p>
		</>
	);
}

/** The entry of the decision that the finding carries. */
export function currentDecision(
	finding: FindingSummary,
	activity: readonly FindingActivity[],
): FindingActivity | undefined {
	const id = finding.decision?.id ?? null;
	return activity.findLast(({ kind, decision }) => kind === "decided" && id !== null && decision?.id === id);
}

function look(event: FindingActivity): { icon: LucideIcon; tone: Tone; text: ReactNode } {
	switch (event.kind) {
		case "found":
			return { icon: Radar, tone: "blue", text: "Found by a run" };
		case "changed":
			return { icon: RefreshCw, tone: "amber", text: "Changed" };
		case "undone":
			return {
				icon: Undo2,
				tone: "neutral",
				text: event.verdict === null ? "Undone" : `Undone: ${STATUS[event.verdict].label.toLowerCase()}`,
			};
		case "decided": {
			if (event.verdict === null) return { icon: History, tone: "neutral", text: "Decided" };
			const { icon, tone, label } = STATUS[event.verdict];
			return { icon, tone, text: `Decided ${label.toLowerCase()}` };
		}
	}
}
