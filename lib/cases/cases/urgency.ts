/** Which case comes first. Pure, for the server and the pages alike. */

import type { ClockDto } from "@/lib/cases/deadlines/schema";
import { CASE_SEVERITIES, type CaseSeverity } from "@/lib/core/case-status";

const RANK = Object.fromEntries(CASE_SEVERITIES.map((severity, index) => [severity, index])) as Record<
	CaseSeverity,
	number
>;

/** The deadline that presses: the earliest that is not met or missed; null where none is left. */
export function pressingClock(all: readonly ClockDto[]): ClockDto | null {
	const open = all.filter(({ state }) => state === "late" || state === "running" || state === "paused");
	return open.toSorted((one, other) => Date.parse(one.dueAt) - Date.parse(other.dueAt))[0] ?? null;
}

interface Urgent {
	readonly number: number;
	readonly severity: CaseSeverity;
	readonly clocks: readonly ClockDto[];
}

/** For sorting: the worst severity first, then the earliest deadline, then the oldest case. */
export function byUrgency(one: Urgent, other: Urgent): number {
	return (
		RANK[other.severity] - RANK[one.severity] ||
		byDue(pressingClock(one.clocks)?.dueAt ?? null, pressingClock(other.clocks)?.dueAt ?? null) ||
		one.number - other.number
	);
}

/** For sorting: the earliest first, what is never due last. */
export function byDue(one: string | null, other: string | null): number {
	if (one === null || other === null) return Number(one === null) - Number(other === null);
	return Date.parse(one) - Date.parse(other);
}
