/** From the least to the most; as Sentinel's incidents have them. */
export const CASE_SEVERITIES = ["informational", "low", "medium", "high"] as const;
export type CaseSeverity = (typeof CASE_SEVERITIES)[number];

/** `contained`: the harm does not grow any more. `resolved`: what was to be done is done. */
export const CASE_STATUSES = ["open", "contained", "resolved", "closed"] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];
