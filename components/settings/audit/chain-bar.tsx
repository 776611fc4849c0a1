"use client";

import { CircleDashed, Link2, ShieldAlert, ShieldCheck } from "lucide-react";
import type { ReactNode } from "react";
import { Ago } from "@/components/ui/ago";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/notice";
import { Popover } from "@/components/ui/popover";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Progress } from "@/components/ui/progress";
import { QueryProblem } from "@/components/ui/query-problem";
import { Skeleton } from "@/components/ui/skeleton";
import { Mark } from "@/components/ui/tag";
import { TextLink } from "@/components/ui/text-link";
import { plural } from "@/lib/core/plural";
import type { AuditProtection, AuditState, AuditVerdict } from "@/lib/platform/audit/schema";
import { Actor } from "./audit-cells";
import type { useAuditState } from "./queries";
import { useVerification } from "./use-verification";

const count = (rows: number) => plural(rows, "row");

/** Where the chain ends, how far it was verified, and the verification itself. */
export function ChainBar({ state }: { state: ReturnType<typeof useAuditState> }) {
	const verification = useVerification();
	const { progress, verdict } = verification;
	const share = progress === null || progress.total === 0 ? null : (100 * progress.done) / progress.total;
	return (
		<section aria-label="State of the chain" className="flex flex-col gap-2 border-b px-3 py-2 sm:px-4">
			<div className="flex flex-wrap items-center gap-x-4 gap-y-1.5">
				{state.data === undefined ? (
					state.isError ? null : (
						<Skeleton className="my-1.5 w-64" />
					)
				) : (
					<ChainFacts state={state.data} />
				)}
				<Button
					icon={ShieldCheck}
					onClick={verification.start}
					busy={verification.running}
					className="ml-auto"
				>
					Verify now
				</Button>
			</div>
			<QueryProblem query={state} title="The state of the chain could not be loaded" />
			{progress === null ? null : (
				<div className="flex items-center gap-3">
					<Progress label="Verifying the audit" value={share} className="flex-1" />
					<span className="text-muted text-sm">
						{progress.done.toLocaleString("en")} of {count(progress.total)}
					</span>
				</div>
			)}
			{verification.error === null ? null : (
				<ProblemNotice error={verification.error} title="The audit could not be verified" />
			)}
			{verdict === null ? null : <VerdictNotice verdict={verdict} />}
		</section>
	);
}

function ChainFacts({ state: { head, verification, protection } }: { state: AuditState }) {
	return (
		<>
			{head === null ? (
				<Mark icon={ShieldAlert} tone="red">
					The head record is missing
				</Mark>
			) : (
				<span className="inline-flex min-w-0 items-center gap-1.5">
					<Mark icon={Link2}>{count(head.seq)}</Mark>
					<span className="text-muted">
						head <code className="text-sm">{head.hash.slice(0, 12)}…</code>
					</span>
					<CopyButton
						text={`${head.seq}:${head.hash}`}
						label="Copy the head, to note it elsewhere"
						iconOnly
					/>
				</span>
			)}
			<Verified verification={verification} />
			<Protection protection={protection} />
		</>
	);
}

function Verified({ verification }: { verification: AuditState["verification"] }) {
	if (verification === null) return <Mark icon={CircleDashed}>Not verified yet</Mark>;
	const { outcome, stands, through, at, by } = verification;
	const whole = outcome === "whole" && stands;
	return (
		<span className="inline-flex min-w-0 flex-wrap items-center gap-x-1.5">
			<Mark icon={whole ? ShieldCheck : ShieldAlert} tone={whole ? "teal" : "red"}>
				{outcome === "broken"
					? `Broken after row ${through.toLocaleString("en")}`
					: stands
						? `Verified through row ${through.toLocaleString("en")}`
						: `Row ${through.toLocaleString("en")} changed since it was verified`}
			</Mark>
			<span className="inline-flex items-center gap-1.5 text-muted text-sm">
				<Ago value={at} /> by <Actor actor={by} />
			</span>
		</span>
	);
}

/** What the database puts in the way of a change, and what it cannot. */
function Protection({ protection: { triggers, revoked, role } }: { protection: AuditProtection }) {
	const weak = !triggers || !revoked;
	return (
		<Popover
			label="Protection of the rows"
			trigger={
				<Button variant="ghost" icon={weak ? ShieldAlert : ShieldCheck} className={weak ? "text-red" : ""}>
					{weak ? "Protection is down" : "Protection"}
				</Button>
			}
			className="flex w-88 flex-col gap-2 px-3 py-2.5"
		>
			<Line good={triggers}>
				{triggers
					? "The database refuses every change and removal of a row."
					: "The triggers that refuse changes are not all in force."}
			</Line>
			<Line good={revoked}>
				{revoked
					? "Afterclick’s database role has no privilege to change rows."
					: "Afterclick’s database role holds privileges to change rows."}
			</Line>
			{role === "ordinary" ? null : (
				<p className="text-muted">
					That role {role === "superuser" ? "is a superuser" : "owns the table"}, so anyone with it could
					bypass both and rewrite the chain. A head noted elsewhere reveals that: copy it now and then, and
					pass it to <code>npm run audit:verify -- --expect-head</code>.
				</p>
			)}
		</Popover>
	);
}

function Line({ good, children }: { good: boolean; children: ReactNode }) {
	const Icon = good ? ShieldCheck : ShieldAlert;
	return (
		<p className="flex gap-2">
			<Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${good ? "text-teal" : "text-red"}`} />
			<span>{children}</span>
		</p>
	);
}

function VerdictNotice({ verdict }: { verdict: AuditVerdict }) {
	if (verdict.outcome === "whole") {
		return (
			<Notice live title={`The audit is whole: ${count(verdict.rows)}, each as it was recorded`}>
				<p>
					Head{" "}
					<code className="break-all text-sm">
						{verdict.head.seq}:{verdict.head.hash}
					</code>
				</p>
			</Notice>
		);
	}
	const { seq, kind, reason } = verdict.broken;
	return (
		<Notice
			kind="error"
			live
			title={`The audit is broken at row ${seq.toLocaleString("en")} (${kind})`}
			actions={<TextLink href={`/audit?row=${seq}`}>Open the row</TextLink>}
		>
			<p>{reason}</p>
			<p className="mt-1">
				{verdict.rows === 0 ? "No row before it" : `The ${count(verdict.rows)} before it`} can be relied on.
				Keep the database as it is, and compare it with the last export.
			</p>
		</Notice>
	);
}
