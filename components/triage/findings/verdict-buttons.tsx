"use client";

import { RefusedLine, useRefusal } from "@/components/parts/page/refusal";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { VERDICTS, type Verdict } from "@/lib/triage/findings/rules";
import { VERDICT } from "./status";

interface VerdictButtonsProps {
	readonly onVerdict: (verdict: Verdict) => void;
	/** The verdict that the finding carries: its button is marked. */
	readonly current?: Verdict | null;
	readonly disabled?: boolean;
	readonly size?: "sm" | "md";
}

/** Triaged, benign, escalate: the same three everywhere, each with its key; or why somebody may not. */
export function VerdictButtons({
	onVerdict,
	current = null,
	disabled = false,
	size = "sm",
}: VerdictButtonsProps) {
	if (useRefusal("findings.decide") !== null) {
		return <RefusedLine permission="findings.decide" className="min-h-7" />;
	}
	return VERDICTS.map((verdict) => {
		const { action, icon, key } = VERDICT[verdict];
		return (
			<Button
				key={verdict}
				size={size}
				// For a thumb.
				className="aria-pressed:border-accent aria-pressed:bg-selected aria-pressed:text-accent-text aria-pressed:ring-1 aria-pressed:ring-accent max-sm:h-11 max-sm:flex-1"
				icon={icon}
				disabled={disabled}
				aria-pressed={current === null ? undefined : current === verdict}
				aria-keyshortcuts={key}
				onClick={() => onVerdict(verdict)}
			>
				{action}
				<Kbd className="-mr-0.5 max-sm:hidden">{key}</Kbd>
			</Button>
		);
	});
}
