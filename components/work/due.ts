/** How near something is due. */
export type Nearness = "overdue" | "soon" | "later" | "none";

const DAY = 86_400_000;

/** `soon` is within a day. @param dueAt ISO 8601 */
export function nearness(dueAt: string | null, now: Date): Nearness {
	if (dueAt === null) return "none";
	const left = Date.parse(dueAt) - now.getTime();
	return left < 0 ? "overdue" : left < DAY ? "soon" : "later";
}
