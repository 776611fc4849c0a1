"use client";

import { X } from "lucide-react";
import Link from "next/link";
import { type ComponentProps, useState } from "react";
import { CaseLinks } from "@/components/cases/cases/case-links";
import { ApiProblem } from "@/components/client/api";
import { Note } from "@/components/parts/text/note";
import { PersonName } from "@/components/parts/text/person-name";
import { changeTexts } from "@/components/triage/findings/changes-text";
import { StatusMark, User } from "@/components/triage/findings/finding-cells";
import { PanelEvidence } from "@/components/triage/findings/panel-evidence";
import { PanelRaw } from "@/components/triage/findings/panel-raw";
import { useFindingDetail } from "@/components/triage/findings/queries";
import { REASON } from "@/components/triage/findings/reasons";
import { STATUS } from "@/components/triage/findings/status";
import { VerdictButtons } from "@/components/triage/findings/verdict-buttons";
import { IconButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { QueryProblem } from "@/components/ui/query-problem";
import { ScrollArea } from "@/components/ui/scroll-area";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs } from "@/components/ui/tabs";
import { Time } from "@/components/ui/time";
import type { CaseName } from "@/lib/core/case-name";
import type { Verdict } from "@/lib/triage/findings/rules";
import { isOpen } from "@/lib/triage/findings/rules";
import type { FindingDetail, FindingSummary } from "@/lib/triage/findings/schema";
import { ReopenButton } from "./decision-actions";
import { currentDecision, PanelActivity } from "./panel-activity";
import type { NamedDecision } from "./use-decisions";

interface PanelProps {
	readonly id: string;
	/** The finding as the list shows it, when it is in the list. */
	readonly summary: FindingSummary | null;
	readonly initial: FindingDetail | null;
	/** How the finding stands now, decisions under way included. */
	readonly resolve: (finding: FindingSummary) => FindingSummary;
	readonly onVerdict: (finding: FindingSummary, verdict: Verdict) => void;
	/** Asks for another verdict in place of the one it carries. */
	readonly onRevise: (finding: FindingSummary, verdict: Verdict) => void;
	readonly onUndo: (which: NamedDecision) => Promise<void>;
	readonly onClose: () => void;
}

type PanelTab = "evidence" | "raw" | "activity";

/** One finding: what happened, what was decided, and the decision. */
export function Panel(props: PanelProps) {
	const { id, summary, initial, resolve, onVerdict, onRevise, onUndo, onClose } = props;
	const detail = useFindingDetail(id, initial);
	const [tab, setTab] = useState<PanelTab>("evidence");
	const loaded = detail.data ?? null;
	const known = summary === null || (loaded !== null && loaded.version > summary.version) ? loaded : summary;
	const finding = known === null ? null : resolve(known);
	const decided =
		finding === null || loaded === null
			? undefined
			: (currentDecision(finding, loaded.activity)?.decision ?? undefined);
	const gone = detail.error instanceof ApiProblem && detail.error.code === "not_found";

	return (
		<>
			<header className="flex shrink-0 items-start gap-2 border-b px-4 py-2">
				<div className="min-w-0 flex-1">
					<h2 className="text-lg">
						{finding === null ? gone ? "Finding not found" : "Finding" : <User upn={finding.accountUpn} />}
					</h2>
					<div className="mt-0.5 flex flex-wrap items-center gap-x-3 text-muted">
						{finding === null ? <Skeleton className="my-1 w-40" /> : <StatusMark finding={finding} />}
						{finding === null ? null : <Time value={finding.eventAt} />}
					</div>
				</div>
				<IconButton label="Close the finding" shortcut="Esc" icon={X} onClick={onClose} className="-mr-1.5" />
			</header>
			{gone ? (
				<Notice kind="warning" title="This finding doesn’t exist here" className="m-4">
					The address may be mistyped, or it belongs to another workspace.
				</Notice>
			) : detail.isError && detail.data === undefined ? (
				<QueryProblem query={detail} title="The finding could not be loaded" className="m-4" />
			) : null}
			{finding === null ? null : (
				<>
					{/* On a phone below the rest, where the thumb is. */}
					<div className="flex shrink-0 flex-wrap gap-1.5 border-b px-4 py-2 max-sm:order-last max-sm:border-t max-sm:border-b-0 max-sm:pb-[max(0.5rem,env(safe-area-inset-bottom))]">
						<VerdictButtons
							onVerdict={(verdict) => onVerdict(finding, verdict)}
							current={isOpen(finding.status) ? null : (finding.decision?.verdict ?? null)}
						/>
					</div>
					<ScrollArea className="min-h-0 flex-1 overflow-y-auto">
						<Standing finding={finding} of={decided} onUndo={onUndo} />
						{detail.data?.case == null ? null : <InCase of={detail.data.case} />}
						{detail.data === undefined ? (
							detail.isError ? null : (
								<PanelSkeleton />
							)
						) : (
							<>
								<QueryProblem query={detail} title="This may be out of date" className="mx-4 mt-3" />
								<Tabs<PanelTab>
									label="Parts of the finding"
									value={tab}
									onValueChange={setTab}
									className="mt-1"
									tabs={[
										{
											value: "evidence",
											label: "Evidence",
											content: <PanelEvidence finding={detail.data} />,
										},
										{ value: "raw", label: "Raw rows", content: <PanelRaw finding={detail.data} /> },
										{
											value: "activity",
											label: (
												<>
													Activity <span className="text-faint">{detail.data.activity.length}</span>
												</>
											),
											content: (
												<PanelActivity
													finding={finding}
													activity={detail.data.activity}
													onUndo={onUndo}
													onRevise={(verdict) => onRevise(finding, verdict)}
												/>
											),
										},
									]}
								/>
								<SameUser finding={detail.data} />
							</>
						)}
					</ScrollArea>
				</>
			)}
		</>
	);
}

/** What has changed, and what was decided, before anything else. */
function Standing({ finding, of, onUndo }: ComponentProps<typeof ReopenButton>) {
	const { decision, changes } = finding;
	const open = isOpen(finding.status);
	return (
		<div className="flex flex-col gap-2 px-4 pt-3 empty:hidden">
			{open && changes !== null ? (
				<Notice
					kind="warning"
					title={decision === null ? "Changed since it was found" : "Changed since it was decided"}
				>
					{changeTexts(changes).map((text) => (
						<p key={text}>{text}</p>
					))}
				</Notice>
			) : null}
			{decision === null ? null : (
				<div>
					<p className="flex flex-wrap items-center gap-x-2 text-muted">
						<span>
							{open ? "Was decided " : "Decided "}
							<span className="text-fg">{STATUS[decision.verdict].label.toLowerCase()}</span> by
						</span>
						<PersonName person={decision.by} />
						<Time value={decision.at} />
						<ReopenButton finding={finding} of={of} onUndo={onUndo} />
					</p>
					{decision.reason === null ? null : <p>{REASON[decision.reason].label}</p>}
					{decision.note === null ? null : <Note text={decision.note} />}
				</div>
			)}
		</div>
	);
}

/** Where it is followed. */
function InCase({ of }: { of: CaseName }) {
	return (
		<p className="px-4 pt-2">
			<CaseLinks cases={[of]} />
		</p>
	);
}

function SameUser({ finding }: { finding: FindingDetail }) {
	if (finding.accountUpn === null || finding.sameUser === 0) return null;
	const search = new URLSearchParams({
		user: finding.accountUpn.toLowerCase(),
		status: "all",
		hunt: finding.huntId,
	});
	return (
		<p className="px-4 pb-4">
			<Link href={`/findings?${search}`} prefetch={false} className="text-accent-text hover:underline">
				{finding.sameUser === 1
					? "1 other finding of this user"
					: `${finding.sameUser.toLocaleString("en")} other findings of this user`}
			</Link>
		</p>
	);
}

function PanelSkeleton() {
	return (
		<div aria-busy className="flex flex-col gap-3 px-4 py-5">
			<span className="sr-only">Loading the evidence</span>
			{["w-full", "w-2/3", "w-1/2", "w-3/5", "w-2/5", "w-1/4"].map((width) => (
				<Skeleton key={width} className={width} />
			))}
		</div>
	);
}
