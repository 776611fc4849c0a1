"use client";

import { useWorkspace } from "@/components/client/shell-context";
import { cx } from "@/components/ui/cx";
import { LookMark, Mark, Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { defang, defangedHost } from "@/lib/core/defang";
import { visibleText } from "@/lib/core/visible-text";
import type { FindingSummary } from "@/lib/triage/findings/schema";
import { clickOf } from "./click";
import { STATUS } from "./status";

/** A status as it is written everywhere; for a changed finding also what it was decided as. */
export function StatusMark({ finding }: { finding: FindingSummary }) {
	const { label, icon, tone } = STATUS[finding.status];
	return (
		<Mark icon={icon} tone={tone}>
			{label}
			{finding.status === "changed" && finding.decision !== null ? (
				<span className="text-faint"> · was {STATUS[finding.decision.verdict].label.toLowerCase()}</span>
			) : null}
		</Mark>
	);
}

export function ClickMark({ finding }: { finding: FindingSummary }) {
	const look = clickOf(finding);
	return (
		<span title={look.title} className="inline-flex max-w-full">
			<LookMark look={look} />
		</span>
	);
}

/** An account; the part before the @ is what tells people apart. */
export function User({ upn, className }: { upn: string | null; className?: string }) {
	if (upn === null || upn === "") return <span className="text-faint">No account</span>;
	const shown = visibleText(upn);
	const at = shown.lastIndexOf("@");
	return (
		<bdi title={shown} className={cx("block truncate", className)}>
			<span className="font-medium">{at < 0 ? shown : shown.slice(0, at)}</span>
			{at < 0 ? null : <span className="text-faint">{shown.slice(at)}</span>}
		</bdi>
	);
}

/** Says that nobody in the finding is real, unless the page's header says it of all of them. */
export function SampleTag({ finding }: { finding: Pick<FindingSummary, "sample"> }) {
	const workspace = useWorkspace();
	if (!finding.sample || workspace?.sample === true) return null;
	return (
		<span title="Sample data" className="shrink-0">
			<Tag tone="amber">Sample</Tag>
		</span>
	);
}

export function Threats({ types }: { types: readonly string[] }) {
	if (types.length === 0) return <span className="text-faint">None</span>;
	return (
		<span className="flex gap-1 overflow-hidden" title={visibleText(types.join(", "))}>
			{types.map((type) => (
				<Tag key={type}>{visibleText(type)}</Tag>
			))}
		</span>
	);
}

/** Only the host, defanged; never a link. Where it is too long its beginning goes: its end says whose it is. */
export function Host({ url }: { url: string | null }) {
	if (url === null) return <span className="text-faint">No evidence</span>;
	const host = defangedHost(url);
	return (
		<code title={host} dir="rtl" className="block truncate text-left text-sm">
			<bdi dir="ltr">{host}</bdi>
		</code>
	);
}

/** A URL on one line, defanged; never a link. What follows the host is cut first, then the host's beginning. */
export function UrlLine({ url }: { url: string }) {
	const shown = defang(url);
	const [, start = "", rest = ""] = /^([^/]*(?:\/\/[^/?#]*)?)(.*)$/s.exec(shown) ?? [];
	return (
		<code title={shown} className="flex min-w-0 text-sm">
			<span dir="rtl" className="min-w-0 truncate text-left">
				<bdi dir="ltr">{start}</bdi>
			</span>
			<span className="min-w-0 shrink-[9999] truncate">{rest}</span>
		</code>
	);
}

/** A finding in two lines, for a phone. */
export function Summary({ finding }: { finding: FindingSummary }) {
	return (
		<span className="flex min-w-0 flex-col gap-0.5 whitespace-nowrap">
			<span className="flex items-baseline justify-between gap-3">
				<span className="flex min-w-0 items-baseline gap-1.5">
					<User upn={finding.accountUpn} className="min-w-0" />
					<SampleTag finding={finding} />
				</span>
				<Time value={finding.eventAt} form="brief" className="shrink-0 text-muted text-sm" />
			</span>
			<span className="flex min-w-0 items-center gap-3 text-sm">
				<StatusMark finding={finding} />
				<ClickMark finding={finding} />
				<span className="min-w-0 flex-1">
					<Host url={finding.url} />
				</span>
			</span>
		</span>
	);
}
