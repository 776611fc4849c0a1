/** From the least to the most; as Sentinel's incidents have them. */
export const CASE_SEVERITIES = ["informational", "low", "medium", "high"] as const;
export type CaseSeverity = (typeof CASE_SEVERITIES)[number];

/** Traffic Light Protocol 2.0 (FIRST), from the widest audience to the narrowest. */
export const TLPS = ["clear", "green", "amber", "amber_strict", "red"] as const;
export type Tlp = (typeof TLPS)[number];

/** `contained`: the harm does not grow any more. `resolved`: what was to be done is done. */
export const CASE_STATUSES = ["open", "contained", "resolved", "closed"] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

/** How a case is closed; as Sentinel's incidents have them. */
export const CLASSIFICATIONS = [
	"true_positive",
	"benign_positive",
	"false_positive",
	"undetermined",
] as const;
export type CaseClassification = (typeof CLASSIFICATIONS)[number];

/**
 * The reasons that go with a classification. Source: `IncidentClassificationReason` of the SecurityInsights API, which
 * takes each only with its classification, and none with `undetermined`.
 */
export const CLASSIFICATION_REASONS = {
	true_positive: ["suspicious_activity"],
	benign_positive: ["suspicious_but_expected"],
	false_positive: ["incorrect_alert_logic", "inaccurate_data"],
	undetermined: [],
} as const satisfies Record<CaseClassification, readonly string[]>;

export const TASK_STATUSES = ["open", "doing", "done", "skipped"] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

/** A case that somebody still has to work on. */
export function isOpenCase(status: CaseStatus): boolean {
	return status !== "closed";
}
