"use client";

import { useQueryClient } from "@tanstack/react-query";
import { AuditedDecision } from "@/components/decisions/audited-decision";
import { CopyButton } from "@/components/ui/copy-button";
import { DetailPart, DetailSheet } from "@/components/ui/detail-sheet";
import { Fact, Facts } from "@/components/ui/facts";
import { Notice } from "@/components/ui/notice";
import { QueryProblem } from "@/components/ui/query-problem";
import { LoadingLines } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";
import { Time } from "@/components/ui/time";
import { visibleText } from "@/lib/core/visible-text";
import type { AuditRow } from "@/lib/platform/audit/schema";
import { Actor, Target } from "./audit-cells";
import { AuditSentence } from "./audit-sentence";
import { ChangesView } from "./changes-view";
import { AUDIT_KEY, useAuditRow } from "./queries";
import { valueText } from "./value-text";

interface AuditDetailProps {
	readonly seq: number;
	/** The row as the list has it, when it is in the list. */
	readonly known: AuditRow | null;
	readonly onClose: () => void;
}

/** One row, whole: who, what, before and after, and its place in the chain. */
export function AuditDetail({ seq, known, onClose }: AuditDetailProps) {
	const query = useAuditRow(seq, known === null);
	const row = known ?? query.data ?? null;
	return (
		<DetailSheet
			label={`Row ${seq} of the audit`}
			title={
				row === null ? (
					`Row ${seq.toLocaleString("en")}`
				) : (
					<>
						<bdi>{visibleText(row.actor.name)}</bdi> <AuditSentence row={row} />
					</>
				)
			}
			about={<p className="text-muted">Row {seq.toLocaleString("en")}</p>}
			close="Close the row"
			shortcuts
			onClose={onClose}
		>
			{row !== null ? (
				<Whole row={row} />
			) : query.isError ? (
				<QueryProblem query={query} title="The row could not be loaded" />
			) : query.data === null || seq < 1 ? (
				<Notice kind="warning" title="This row doesn’t exist">
					The number may be mistyped, or the row is missing: verify the audit to find out.
				</Notice>
			) : (
				<LoadingLines label="Loading the row" className="py-2" />
			)}
		</DetailSheet>
	);
}

function Whole({ row }: { row: AuditRow }) {
	const queries = useQueryClient();
	const onUndone = () => void queries.invalidateQueries({ queryKey: AUDIT_KEY });
	const decisionId = row.verb === "findings.decide" ? decisionOf(row) : null;
	const same = new URLSearchParams({ kind: row.targetKind, target: row.targetId });
	return (
		<div className="flex flex-col gap-5">
			<DetailPart title="What changed">
				<ChangesView row={row} />
			</DetailPart>
			{decisionId === null ? null : (
				<DetailPart title="Decision">
					<AuditedDecision findingId={row.targetId} decisionId={decisionId} onUndone={onUndone} />
				</DetailPart>
			)}
			<DetailPart title="Who and when">
				<Facts>
					<Fact name="Who">
						<Actor actor={row.actor} />
					</Fact>
					<Fact name="Time">
						<Time value={row.at} />
					</Fact>
					<Fact name="Target">
						<Target row={row} whole />
						<br />
						<TextLink href={`/audit?${same}`}>All rows of this target</TextLink>
					</Fact>
				</Facts>
			</DetailPart>
			<details>
				<summary className="cursor-pointer font-medium text-muted text-sm">Technical detail</summary>
				<Facts className="mt-1.5">
					<Fact name="Verb">
						<Code text={row.verb} />
					</Fact>
					<Fact name="Target id">
						<Code text={`${row.targetKind} ${row.targetId}`} />
					</Fact>
					<Fact name="Request" none="Outside a request">
						{row.requestId === null ? null : <Code text={row.requestId} />}
					</Fact>
					<Fact name="Before">{row.before === null ? null : <Json value={row.before} />}</Fact>
					<Fact name="After">{row.after === null ? null : <Json value={row.after} />}</Fact>
					<Fact name="Hash">
						<Code text={row.hash} />
					</Fact>
					<Fact name="Row before">
						<Code text={row.previous} />
					</Fact>
				</Facts>
				<div className="mt-2">
					<CopyButton text={JSON.stringify(row, null, 2)} label="Copy the row" />
				</div>
			</details>
		</div>
	);
}

/** The decision that a row of a finding records. */
function decisionOf({ after }: AuditRow): string | null {
	const id = (after as { readonly decisionId?: unknown } | null)?.decisionId;
	return typeof id === "string" ? id : null;
}

function Code({ text }: { text: string }) {
	return (
		<code className="break-all text-sm">
			<bdi>{valueText(text)}</bdi>
		</code>
	);
}

function Json({ value }: { value: unknown }) {
	return (
		<pre className="max-h-80 overflow-auto whitespace-pre-wrap break-all text-sm">
			{valueText(JSON.stringify(value, null, 2))}
		</pre>
	);
}
