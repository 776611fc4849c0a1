"use client";

import type { ReactNode } from "react";
import { ConflictDialog, Sides } from "@/components/parts/conflict/conflict-dialog";
import { Note } from "@/components/parts/text/note";
import { PersonName } from "@/components/parts/text/person-name";
import { changeTexts } from "@/components/triage/findings/changes-text";
import { User } from "@/components/triage/findings/finding-cells";
import { REASON } from "@/components/triage/findings/reasons";
import { STATUS, VERDICT } from "@/components/triage/findings/status";
import { LookMark } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import type { Conflict, Said } from "./use-decisions";

interface ConflictDialogProps {
	readonly conflicts: readonly Conflict[];
	/** What the person should know before choosing. */
	readonly notice: ReactNode;
	readonly onKeep: () => void;
	readonly onApply: () => void;
}

/** Shown at most; the rest is counted. */
const SHOWN = 20;

/** What somebody, or a run, did in the meantime beside what was about to be decided. */
export function DecisionConflictDialog({ conflicts, notice, onKeep, onApply }: ConflictDialogProps) {
	const many = conflicts.length > 1;
	return (
		<ConflictDialog
			title={
				many ? `${conflicts.length} findings changed in the meantime` : "This finding changed in the meantime"
			}
			description={
				many
					? "Your decision isn’t saved for these. It is saved for the others."
					: "Your decision isn’t saved."
			}
			keep={many ? "Keep all as they are" : "Keep theirs"}
			apply={many ? `Apply mine to all ${conflicts.length}` : "Apply mine"}
			finalFocus={false}
			onKeep={onKeep}
			onApply={onApply}
		>
			{notice}
			<ul className="flex flex-col divide-y">
				{conflicts.slice(0, SHOWN).map((conflict) => (
					<li key={conflict.theirs.id} className="py-2">
						<User upn={conflict.theirs.accountUpn} />
						<div className="mt-1.5">
							<Sides theirs={<Theirs conflict={conflict} />} mine={<Mine said={conflict.mine} />} />
						</div>
					</li>
				))}
			</ul>
			{conflicts.length > SHOWN ? (
				<p className="py-2 text-muted">and {conflicts.length - SHOWN} more.</p>
			) : null}
		</ConflictDialog>
	);
}

function Theirs({ conflict: { theirs } }: { conflict: Conflict }) {
	return (
		<>
			<LookMark look={STATUS[theirs.status]} className="font-medium" />
			{theirs.changes === null ? null : changeTexts(theirs.changes).map((text) => <p key={text}>{text}</p>)}
			{theirs.decision === null ? (
				<p className="text-muted">No decision yet.</p>
			) : (
				<>
					{theirs.decision.reason === null ? null : <p>{REASON[theirs.decision.reason].label}</p>}
					{theirs.decision.note === null ? null : <Note text={theirs.decision.note} />}
					<p className="flex flex-wrap gap-x-2 text-muted">
						<PersonName person={theirs.decision.by} />
						<Time value={theirs.decision.at} />
					</p>
				</>
			)}
		</>
	);
}

function Mine({ said }: { said: Said }) {
	return (
		<>
			<LookMark look={VERDICT[said.verdict]} className="font-medium" />
			{said.reason === undefined ? null : <p>{REASON[said.reason].label}</p>}
			{said.note === undefined ? null : <Note text={said.note} />}
		</>
	);
}
