"use client";

import { ChangedMeanwhile } from "@/components/triage/findings/changed-meanwhile";
import { BenignDialog } from "./benign-dialog";
import { DecisionConflictDialog } from "./conflict-dialog";
import { EscalateDialog } from "./escalate-dialog";
import { type Triage, targetCount } from "./use-triage";

/** The questions that decisions raise. */
export function TriageDialogs({ triage }: { triage: Triage }) {
	const { asking, decisions } = triage;
	const notice = <ChangedMeanwhile findings={triage.changedMeanwhile} />;
	return (
		<>
			{asking?.verdict === "benign" ? (
				<BenignDialog
					count={targetCount(asking.target)}
					last={asking.revised?.reason ?? triage.lastReason}
					note={asking.revised?.verdict === "benign" ? (asking.revised.note ?? "") : ""}
					notice={notice}
					onDone={triage.answer}
				/>
			) : null}
			{asking?.verdict === "escalated" ? (
				<EscalateDialog
					target={asking.target}
					notice={notice}
					again={asking.again ?? null}
					onDone={triage.answer}
				/>
			) : null}
			{decisions.conflicts.length > 0 ? (
				<DecisionConflictDialog
					conflicts={decisions.conflicts}
					notice={asking === null ? notice : null}
					onKeep={() => {
						decisions.settleConflicts();
						triage.focusRow();
					}}
					onApply={() => {
						triage.applyMine();
						triage.focusRow();
					}}
				/>
			) : null}
		</>
	);
}
