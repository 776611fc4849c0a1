import { Check, CircleDot, Flag, RefreshCw, ShieldCheck } from "lucide-react";
import type { Look } from "@/components/ui/tag";
import type { FindingStatus, Verdict } from "@/lib/triage/findings/rules";

/** How each status looks and is called, everywhere. */
export const STATUS: Record<FindingStatus, Look> = {
	new: { label: "New", icon: CircleDot, tone: "blue" },
	changed: { label: "Changed", icon: RefreshCw, tone: "amber" },
	triaged: { label: "Triaged", icon: Check, tone: "neutral" },
	benign: { label: "Benign", icon: ShieldCheck, tone: "teal" },
	escalated: { label: "Escalated", icon: Flag, tone: "rose" },
};

/** How a verdict is given: the button, and what is said after. */
export const VERDICT: Record<
	Verdict,
	Look & { readonly action: string; readonly done: string; readonly key: string }
> = {
	triaged: { ...STATUS.triaged, action: "Triaged", done: "marked triaged", key: "T" },
	benign: { ...STATUS.benign, action: "Benign…", done: "marked benign", key: "B" },
	escalated: { ...STATUS.escalated, action: "Escalate…", done: "escalated", key: "E" },
};
