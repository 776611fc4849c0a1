"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { visibleProse } from "@/lib/core/visible-text";
import type { Difference } from "./differences";

interface ChangedNoticeProps {
	/** What changed, such as "webhook". */
	readonly what: string;
	/** Where theirs and the person's own differ. */
	readonly differences?: readonly Difference[];
	/** A write was refused for it. */
	readonly refused: boolean;
	/** What the person presses to go on. */
	readonly action?: string;
	/** Fills the form with theirs. */
	readonly onTakeTheirs?: (() => void) | undefined;
	readonly children?: ReactNode;
}

/** Says that somebody else has changed what a form is open over: theirs beside the person's own, before it is sent. */
export function ChangedNotice({
	what,
	differences = [],
	refused,
	action = "Save",
	onTakeTheirs,
	children,
}: ChangedNoticeProps) {
	return (
		<Notice
			kind="warning"
			live
			title={`This ${what} changed while you were editing`}
			actions={onTakeTheirs === undefined ? undefined : <Button onClick={onTakeTheirs}>Use theirs</Button>}
		>
			<p>
				{refused
					? `Your change is not saved. Press ${action} again to replace theirs, or leave it as it is.`
					: `Nothing is overwritten. If you press ${action}, you are asked which one to keep.`}
			</p>
			{differences.length === 0 ? null : (
				<div className="mt-1 overflow-x-auto">
					<table className="w-full text-left align-top">
						<thead className="text-muted text-sm">
							<tr>
								<th className="py-1 pr-3 font-medium">Field</th>
								<th className="py-1 pr-3 font-medium">Now</th>
								<th className="py-1 font-medium">Yours, not saved</th>
							</tr>
						</thead>
						<tbody>
							{differences.map(({ label, theirs, mine }) => (
								<tr key={label} className="*:border-t *:py-1 *:pr-3 *:align-top">
									<th scope="row" className="font-medium text-muted">
										{label}
									</th>
									<td className="whitespace-pre-wrap break-words">{visibleProse(theirs) || "None"}</td>
									<td className="whitespace-pre-wrap break-words">{visibleProse(mine) || "None"}</td>
								</tr>
							))}
						</tbody>
					</table>
				</div>
			)}
			{children}
		</Notice>
	);
}
