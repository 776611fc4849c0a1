"use client";

import { CopyButton } from "@/components/ui/copy-button";
import { plural } from "@/lib/core/plural";
import type { FindingDetail } from "@/lib/triage/findings/schema";
import { rawText } from "./raw-text";

/** The rows as they came. */
export function PanelRaw({ finding }: { finding: FindingDetail }) {
	return (
		<div className="flex flex-col gap-4 px-4 py-3">
			<p className="text-muted">URLs are shown defanged; copies contain the original URLs.</p>
			<Rows title="From the hunt" rows={finding.rows} />
			<Rows title="From the evidence query" rows={finding.evidence} />
		</div>
	);
}

function Rows({ title, rows }: { title: string; rows: readonly Record<string, unknown>[] }) {
	return (
		<section aria-label={title}>
			<div className="mb-1 flex items-center justify-between gap-2">
				<h3 className="font-medium text-muted text-sm">
					{title}, {plural(rows.length, "row")}
				</h3>
				{rows.length === 0 ? null : <CopyButton text={JSON.stringify(rows, null, 2)} label="Copy JSON" />}
			</div>
			{rows.length === 0 ? (
				<p className="text-faint">None</p>
			) : (
				// biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, and the keyboard must reach that
				<pre tabIndex={0} className="overflow-x-auto rounded-md bg-surface px-3 py-2 text-sm">
					{rawText(rows)}
				</pre>
			)}
		</section>
	);
}
