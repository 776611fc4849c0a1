"use client";

import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import type { HandoverDetail } from "@/lib/handovers/handovers/schema";
import { visibleDocument } from "@/lib/handovers/handovers/visible-document";
import { handoverTitle } from "./title";
import { usePrintTitle } from "./use-print-title";
import { spanText, WindowLine } from "./window-line";

/** Whose handover it is, of which time, and how it stands. */
export function HandoverHeader({ of }: { of: HandoverDetail }) {
	const { header, window } = visibleDocument(of.document);
	const titled = `${handoverTitle(of)}, ${spanText(window.from, window.to, window.timeZone)}`;
	// Each page says of which signing it is.
	usePrintTitle(of.hash === null ? `Draft, not signed. ${titled}` : `${titled}. ${of.hash.slice(0, 16)}`);
	return (
		<div className="handover-header flex flex-col gap-0.5">
			<p className="flex flex-wrap items-center gap-x-2 font-medium">
				{of.status === "draft" ? <Tag tone="amber">Draft</Tag> : null}
				{header.sample ? <Tag tone="amber">Sample data</Tag> : null}
				<WindowLine window={window} />
			</p>
			<p className="text-muted">
				{header.team === "" ? null : (
					<>
						<bdi>{header.team}</bdi> ·{" "}
					</>
				)}
				{of.status === "draft" ? "Draft of " : "Handed over by "}
				<bdi>{header.outgoing.name}</bdi>
				{of.signedAt === null ? null : (
					<>
						{" "}
						at <Time value={of.signedAt} form="minutes" />
					</>
				)}
				{header.receivers.length === 0 ? null : (
					<>
						{" "}
						to <bdi>{header.receivers.map(({ name }) => name).join(", ")}</bdi>
					</>
				)}
				{of.status === "draft" && of.plannedTo !== null ? (
					<>
						{" "}
						· the shift ends at <Time value={of.plannedTo} form="minutes" />
					</>
				) : null}
				{header.previous === null ? " · the first" : ` · follows handover ${header.previous.number}`}
			</p>
			{of.hash === null ? null : (
				<p className="break-all text-muted text-sm">
					SHA-256 <code>{of.hash}</code>
				</p>
			)}
		</div>
	);
}
