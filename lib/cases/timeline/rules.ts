/** What a timeline is made of. */
export const TIMELINE_KINDS = ["evidence", "decision", "task", "comment", "file", "case"] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];
