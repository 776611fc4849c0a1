"use client";

import { useMutation } from "@tanstack/react-query";
import { Pencil, Undo2 } from "lucide-react";
import Link from "next/link";
import { useMay } from "@/components/client/me";
import { findingCount } from "@/components/triage/findings/finding-count";
import { STATUS, VERDICT } from "@/components/triage/findings/status";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { isOpen, VERDICTS, type Verdict } from "@/lib/triage/findings/rules";
import type { ActivityDecision, FindingSummary } from "@/lib/triage/findings/schema";
import type { NamedDecision } from "./use-decisions";

interface DecisionActionsProps {
	readonly finding: FindingSummary;
	/** The decision that the actions are for: nothing is offered unless the finding still carries it. */
	readonly of: ActivityDecision;
	readonly onUndo: (which: NamedDecision) => Promise<void>;
	/** Asks for another verdict; left out where that can't be asked. */
	readonly onRevise?: ((verdict: Verdict) => void) | undefined;
}

/** The ways to undo and to revise the decision that a finding carries, no matter who made it and whenever. */
export function DecisionActions({ finding, of, onUndo, onRevise }: DecisionActionsProps) {
	const undo = useUndo(finding, of, onUndo);
	const may = useMay("findings.decide");
	const { decision } = finding;
	if (!may || decision === null || decision.id !== of.id) return null;
	if (of.closing !== null) {
		return (
			<p className="text-muted text-sm">
				Decided by closing{" "}
				<Link
					href={`/cases/${of.closing.number}`}
					prefetch={false}
					className="text-accent-text underline hover:no-underline"
				>
					case #{of.closing.number}
				</Link>
				. To undo it, undo the closing there.
			</p>
		);
	}
	return (
		<div className="mt-1 flex flex-wrap gap-1.5">
			{of.findings === 1 ? (
				<Button icon={Undo2} busy={undo.isPending} onClick={() => undo.mutate(1)} title={backText(of)}>
					Undo
				</Button>
			) : (
				<Menu
					trigger={
						<Button icon={Undo2} busy={undo.isPending} title={backText(of)}>
							Undo
						</Button>
					}
				>
					<MenuItem onClick={() => undo.mutate(1)}>For this finding only</MenuItem>
					<MenuItem onClick={() => undo.mutate(of.findings)}>For all {findingCount(of.findings)}</MenuItem>
				</Menu>
			)}
			{onRevise === undefined ? null : (
				<Menu trigger={<Button icon={Pencil}>Revise</Button>}>
					{VERDICTS.filter((verdict) => verdict === "benign" || verdict !== decision.verdict).map(
						(verdict) => (
							<MenuItem key={verdict} icon={VERDICT[verdict].icon} onClick={() => onRevise(verdict)}>
								{VERDICT[verdict].action}
							</MenuItem>
						),
					)}
				</Menu>
			)}
		</div>
	);
}

interface ReopenButtonProps {
	readonly finding: FindingSummary;
	readonly of: ActivityDecision | undefined;
	readonly onUndo: (which: NamedDecision) => Promise<void>;
}

/** Puts a decided finding back into the queue: undoes its decision, for it alone. */
export function ReopenButton({ finding, of, onUndo }: ReopenButtonProps) {
	const undo = useUndo(finding, of, onUndo);
	const may = useMay("findings.decide");
	const { decision } = finding;
	if (!may || isOpen(finding.status) || decision === null || of?.closing !== null || decision.id !== of.id) {
		return null;
	}
	return (
		<Button
			variant="ghost"
			icon={Undo2}
			busy={undo.isPending}
			title={backText(of)}
			onClick={() => undo.mutate(1)}
		>
			{isOpen(of.before) ? "Reopen" : "Undo"}
		</Button>
	);
}

/** Undoes a decision for the finding alone (1), or for all the findings that it decided. */
function useUndo(
	finding: FindingSummary,
	of: ActivityDecision | undefined,
	onUndo: (which: NamedDecision) => Promise<void>,
) {
	return useMutation({
		mutationFn: async (findings: number) => {
			if (of === undefined || finding.decision === null) return;
			const text = `${findingCount(findings)} ${VERDICT[finding.decision.verdict].done}`;
			await onUndo({ id: of.id, text, ...(findings === 1 ? { finding: finding.id } : {}) });
		},
	});
}

/** What a finding goes back to. */
function backText({ before }: ActivityDecision): string {
	return isOpen(before)
		? "The finding goes back to the queue"
		: `The finding is ${STATUS[before].label.toLowerCase()} again, as before`;
}
