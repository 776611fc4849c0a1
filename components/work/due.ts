import { pressingClock } from "@/lib/cases/cases/urgency";
import type { ClockDto } from "@/lib/cases/deadlines/schema";
import type { WorkAnswer } from "@/lib/insights/work/work-answers";

/** How near something is due. */
export type Nearness = "overdue" | "soon" | "later" | "none";

const DAY = 86_400_000;

/** `soon` is within a day. @param dueAt ISO 8601 */
export function nearness(dueAt: string | null, now: Date): Nearness {
	if (dueAt === null) return "none";
	const left = Date.parse(dueAt) - now.getTime();
	return left < 0 ? "overdue" : left < DAY ? "soon" : "later";
}

/** How near the deadline of a case is that presses; one that stands still while the case waits is not near. */
export function clockNearness(clocks: readonly ClockDto[], now: Date): Nearness {
	const clock = pressingClock(clocks);
	if (clock === null) return "none";
	const near = nearness(clock.dueAt, now);
	return clock.state === "paused" && near !== "overdue" ? "later" : near;
}

interface Pressing {
	readonly overdue: number;
	/** Due within a day. */
	readonly soon: number;
}

/** How much presses: of one's own next actions, tasks and cases, and of the cases without an owner. */
export function workSummary(
	{ actions, tasks, cases, unassigned }: WorkAnswer,
	now: Date,
): { readonly mine: Pressing; readonly unassigned: Pressing } {
	const due = [
		...[...actions, ...tasks].map(({ dueAt }) => nearness(dueAt, now)),
		...cases.map(({ clocks }) => clockNearness(clocks, now)),
	];
	return {
		mine: {
			overdue: due.filter((each) => each === "overdue").length,
			soon: due.filter((each) => each === "soon").length,
		},
		unassigned,
	};
}
