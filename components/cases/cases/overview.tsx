"use client";

import { Clock, Hourglass, Pencil, UserRound } from "lucide-react";
import { useState } from "react";
import { useMay } from "@/components/client/me";
import { AttackTags } from "@/components/triage/hunts/attack-links";
import { Ago } from "@/components/ui/ago";
import { Button } from "@/components/ui/button";
import { Fact, Facts } from "@/components/ui/facts";
import { PageBody } from "@/components/ui/page-body";
import { Section } from "@/components/ui/section";
import { Mark, Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { useNow } from "@/components/ui/use-now";
import type { CaseDetail } from "@/lib/cases/cases/schema";
import { isOpenCase } from "@/lib/cases/record/rules";
import { visibleProse, visibleText } from "@/lib/core/visible-text";
import { tactic, technique } from "@/lib/triage/catalogue/attack";
import { type FieldGroup, FieldsDialog } from "./fields-dialog";
import { CLASSIFICATION, CLASSIFICATION_REASON, TLP_LOOK } from "./looks";
import { Related } from "./related";
import type { CaseChanges } from "./use-case-change";

interface OverviewProps {
	readonly of: CaseDetail;
	readonly changes: CaseChanges;
}

/** What is next, what is known and supposed, and the case's fields. */
export function Overview({ of, changes }: OverviewProps) {
	const may = useMay("cases.work") && of.mergedInto === null;
	const [editing, setEditing] = useState<FieldGroup | null>(null);
	const edit = (group: FieldGroup, label: string) =>
		may ? (
			<Button variant="ghost" icon={Pencil} onClick={() => setEditing(group)} aria-label={label}>
				Edit
			</Button>
		) : undefined;
	return (
		<PageBody>
			<div className="grid gap-x-8 gap-y-5 lg:grid-cols-[minmax(0,1fr)_24rem]">
				<div className="flex min-w-0 flex-col gap-5">
					<Section title="Next action" actions={edit("next", "Edit the next action")}>
						<NextAction of={of} />
					</Section>
					<Section title="What we know" actions={edit("story", "Edit what we know")}>
						<Prose text={of.known} none="Add what you know so far." />
					</Section>
					<Section title="Hypothesis">
						<Prose text={of.hypothesis} none="None yet." />
					</Section>
				</div>
				<div className="flex min-w-0 flex-col gap-5">
					<Section title="Fields" actions={edit("fields", "Edit the fields")}>
						<CaseFacts of={of} />
					</Section>
					<Related of={of} changes={changes} />
				</div>
			</div>
			{editing === null ? null : (
				<FieldsDialog of={of} group={editing} changes={changes} onClose={() => setEditing(null)} />
			)}
		</PageBody>
	);
}

function NextAction({ of }: { of: CaseDetail }) {
	const now = useNow(60_000);
	const running = isOpenCase(of.status) && of.mergedInto === null;
	const late = running && of.nextActionAt !== null && Date.parse(of.nextActionAt) < now.getTime();
	return (
		<div className="flex flex-col gap-1.5 rounded-md border bg-surface px-3 py-2.5">
			{of.nextAction === null ? (
				<p className="text-faint">No next action yet.</p>
			) : (
				<p className="whitespace-pre-wrap break-words">{visibleProse(of.nextAction)}</p>
			)}
			{of.nextAction === null && of.nextActionOwner === null && of.nextActionAt === null ? null : (
				<p className="flex flex-wrap gap-x-4 text-muted">
					<Mark icon={UserRound}>{of.nextActionOwner?.name ?? "Unassigned"}</Mark>
					<Mark icon={Clock} tone={late ? "red" : "neutral"}>
						{of.nextActionAt === null ? (
							"No time set"
						) : (
							<>
								<Time value={of.nextActionAt} form="minutes" />
								{late ? <span className="text-red"> overdue</span> : null}
							</>
						)}
					</Mark>
				</p>
			)}
			{of.waitingFor === null ? null : (
				<p className="flex flex-wrap items-center gap-x-2">
					<Mark icon={Hourglass} tone="amber">
						Waiting for {visibleProse(of.waitingFor)}
					</Mark>
					{of.waitingSince === null ? null : (
						<span className="text-muted text-sm">
							since <Ago value={of.waitingSince} />
						</span>
					)}
				</p>
			)}
		</div>
	);
}

function Prose({ text, none }: { text: string; none: string }) {
	if (text === "") return <p className="text-faint">{none}</p>;
	return <p className="max-w-[80ch] whitespace-pre-wrap break-words">{visibleProse(text)}</p>;
}

function CaseFacts({ of }: { of: CaseDetail }) {
	return (
		<Facts>
			{of.classification === null ? null : (
				<>
					<Fact name="Closed as">
						{CLASSIFICATION[of.classification]}
						{of.classificationReason === null ? null : (
							<span className="text-muted"> · {CLASSIFICATION_REASON[of.classificationReason]}</span>
						)}
					</Fact>
					<Fact name="Closing note">{of.closingNote === null ? null : visibleProse(of.closingNote)}</Fact>
				</>
			)}
			<Fact name="Sharing">
				{TLP_LOOK[of.tlp].label} <span className="text-muted">· a marking, no access restriction</span>
			</Fact>
			<Fact name="Due">{of.dueAt === null ? null : <Time value={of.dueAt} form="minutes" />}</Fact>
			<Fact name="Tags">
				{of.tags.length === 0 ? null : (
					<span className="flex flex-wrap gap-1">
						{of.tags.map((tag) => (
							<Tag key={tag}>{visibleText(tag)}</Tag>
						))}
					</span>
				)}
			</Fact>
			<Fact name="ATT&CK">
				{of.tactics.length + of.techniques.length === 0 ? null : (
					<AttackTags items={[...of.tactics.map(tactic), ...of.techniques.map(technique)]} />
				)}
			</Fact>
			<Fact name="Workspace">{of.workspaceName}</Fact>
			<Fact name="Created">
				<Time value={of.createdAt} form="minutes" /> by <bdi>{of.createdBy}</bdi>
			</Fact>
			<Fact name="Acknowledged" none="Not yet">
				{of.acknowledgedAt === null ? null : <Time value={of.acknowledgedAt} form="minutes" />}
			</Fact>
			<Fact name="Contained" none="Not yet">
				{of.containedAt === null ? null : <Time value={of.containedAt} form="minutes" />}
			</Fact>
			<Fact name="Resolved" none="Not yet">
				{of.resolvedAt === null ? null : <Time value={of.resolvedAt} form="minutes" />}
			</Fact>
			{of.closedAt === null ? null : (
				<Fact name="Closed">
					<Time value={of.closedAt} form="minutes" />
				</Fact>
			)}
			{of.reopened === 0 ? null : (
				<Fact name="Reopened">{of.reopened === 1 ? "Once" : `${of.reopened} times`}</Fact>
			)}
			<Fact name="Watchers">{of.watchers.map(({ name }) => visibleText(name)).join(", ")}</Fact>
		</Facts>
	);
}
