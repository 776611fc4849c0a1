import {
	CircleCheck,
	CircleDot,
	Flag,
	FlagTriangleRight,
	Info,
	ShieldCheck,
	Signal,
	SignalHigh,
	SignalLow,
	SignalMedium,
} from "lucide-react";
import type { Look } from "@/components/ui/tag";
import type { CaseClassification, Tlp } from "@/lib/cases/record/rules";
import type { CaseSeverity, CaseStatus } from "@/lib/core/case-status";

export const CASE_STATUS: Record<CaseStatus, Look> = {
	open: { label: "Open", icon: CircleDot, tone: "blue" },
	contained: { label: "Contained", icon: ShieldCheck, tone: "amber" },
	resolved: { label: "Resolved", icon: CircleCheck, tone: "teal" },
	closed: { label: "Closed", icon: Flag, tone: "neutral" },
};

export const CASE_SEVERITY: Record<CaseSeverity, Look> = {
	high: { label: "High", icon: SignalHigh, tone: "red" },
	medium: { label: "Medium", icon: SignalMedium, tone: "amber" },
	low: { label: "Low", icon: SignalLow, tone: "blue" },
	informational: { label: "Informational", icon: Info, tone: "neutral" },
};

export const TLP_LOOK: Record<Tlp, Look> = {
	clear: { label: "TLP:CLEAR", icon: Signal, tone: "neutral" },
	green: { label: "TLP:GREEN", icon: FlagTriangleRight, tone: "teal" },
	amber: { label: "TLP:AMBER", icon: FlagTriangleRight, tone: "amber" },
	amber_strict: { label: "TLP:AMBER+STRICT", icon: FlagTriangleRight, tone: "amber" },
	red: { label: "TLP:RED", icon: FlagTriangleRight, tone: "red" },
};

export const CLASSIFICATION: Record<CaseClassification, string> = {
	true_positive: "True positive",
	benign_positive: "Benign positive",
	false_positive: "False positive",
	undetermined: "Undetermined",
};

/** The reasons as Sentinel words them. */
export const CLASSIFICATION_REASON: Readonly<Record<string, string>> = {
	suspicious_activity: "Suspicious activity",
	suspicious_but_expected: "Suspicious but expected",
	incorrect_alert_logic: "Incorrect alert logic",
	inaccurate_data: "Inaccurate data",
};
