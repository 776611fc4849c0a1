"use client";

import { type ReactNode, useRef } from "react";
import { Note } from "@/components/parts/text/note";
import { PersonName } from "@/components/parts/text/person-name";
import { changeTexts } from "@/components/triage/findings/changes-text";
import { User } from "@/components/triage/findings/finding-cells";
import { REASON } from "@/components/triage/findings/reasons";
import { STATUS, VERDICT } from "@/components/triage/findings/status";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Mark } from "@/components/ui/tag";
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
export function ConflictDialog({ conflicts, notice, onKeep, onApply }: ConflictDialogProps) {
	const many = conflicts.length > 1;
	const keep = useRef<HTMLButtonElement>(null);
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onKeep()}
			size="lg"
			title={
				many ? `${conflicts.length} findings changed in the meantime` : "This finding changed in the meantime"
			}
			description={
				many
					? "Your decision isn’t saved for these. It is saved for the others."
					: "Your decision isn’t saved."
			}
			initialFocus={keep}
			finalFocus={false}
			footer={
				<>
					<Button size="md" onClick={onApply}>
						{many ? `Apply mine to all ${conflicts.length}` : "Apply mine"}
					</Button>
					<Button ref={keep} size="md" variant="primary" onClick={onKeep}>
						{many ? "Keep all as they are" : "Keep theirs"}
					</Button>
				</>
			}
		>
			{notice}
			<ul className="flex flex-col divide-y">
				{conflicts.slice(0, SHOWN).map((conflict) => (
					<li key={conflict.theirs.id} className="py-2">
						<User upn={conflict.theirs.accountUpn} />
						<div className="mt-1.5 grid gap-2 sm:grid-cols-2">
							<Side title="Current">
								<Theirs conflict={conflict} />
							</Side>
							<Side title="Yours, not saved">
								<Mine said={conflict.mine} />
							</Side>
						</div>
					</li>
				))}
			</ul>
			{conflicts.length > SHOWN ? (
				<p className="py-2 text-muted">and {conflicts.length - SHOWN} more.</p>
			) : null}
		</Dialog>
	);
}

function Side({ title, children }: { title: string; children: ReactNode }) {
	return (
		<section aria-label={title} className="min-w-0 rounded-md bg-surface px-3 py-2">
			<h3 className="mb-1 text-muted text-sm">{title}</h3>
			{children}
		</section>
	);
}

function Theirs({ conflict: { theirs } }: { conflict: Conflict }) {
	const { label, icon, tone } = STATUS[theirs.status];
	return (
		<>
			<Mark icon={icon} tone={tone} className="font-medium">
				{label}
			</Mark>
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
	const { label, icon, tone } = VERDICT[said.verdict];
	return (
		<>
			<Mark icon={icon} tone={tone} className="font-medium">
				{label}
			</Mark>
			{said.reason === undefined ? null : <p>{REASON[said.reason].label}</p>}
			{said.note === undefined ? null : <Note text={said.note} />}
		</>
	);
}
