"use client";

import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import type { Verdict } from "@/lib/triage/findings/rules";
import { VerdictButtons } from "./verdict-buttons";

interface SelectionBarProps {
	readonly count: number;
	/** Everything that matches is selected, not only what is loaded. */
	readonly all: boolean;
	/** How many match, when more than are selected. */
	readonly more: number | null;
	readonly busy: boolean;
	readonly onSelectAll: () => void;
	readonly onVerdict: (verdict: Verdict) => void;
	readonly onClear: () => void;
}

/** What can be done with the selected findings, above the end of the list. */
export function SelectionBar({ count, all, more, busy, onSelectAll, onVerdict, onClear }: SelectionBarProps) {
	return (
		<section
			aria-label="Selection"
			className="pointer-events-none absolute inset-x-0 bottom-3 z-20 flex justify-center px-3"
		>
			<div className="pointer-events-auto flex max-w-full flex-wrap items-center gap-1.5 rounded-lg bg-raised py-1.5 pr-1.5 pl-3 shadow-pop">
				<span className="mr-1 flex items-center gap-2 font-medium">
					{busy ? <Spinner /> : null}
					{all ? `All ${count.toLocaleString("en")} selected` : `${count.toLocaleString("en")} selected`}
				</span>
				{more === null ? null : (
					<Button variant="ghost" className="text-accent-text" onClick={onSelectAll}>
						Select all {more.toLocaleString("en")} matching
					</Button>
				)}
				<VerdictButtons onVerdict={onVerdict} disabled={busy} />
				<Button variant="ghost" className="max-sm:h-11" onClick={onClear}>
					Clear
				</Button>
			</div>
		</section>
	);
}
