import type { Target } from "@/lib/cases/deadlines/rules";
import { TARGETS } from "@/lib/cases/deadlines/rules";
import type { PlanDto, PlanInput } from "@/lib/cases/deadlines/schema";

export const SEVERITIES = ["high", "medium", "low", "informational"] as const;
export type Severity = (typeof SEVERITIES)[number];
export const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

/** A plan as it is being written: everything as text. */
export interface PlanDraft {
	readonly timeZone: string;
	readonly targets: Readonly<Record<Severity, Readonly<Record<Target, string>>>>;
	readonly always: readonly Severity[];
	readonly hours: readonly { readonly open: boolean; readonly from: string; readonly to: string }[];
	readonly holidays: string;
	readonly pauseWaiting: boolean;
}

/** `90`, `30 min`, `4 h`, `2 d` or `1 h 30 min` in minutes; null for nothing, NaN for what is none of these. */
export function readDuration(text: string): number | null {
	const trimmed = text.trim();
	if (trimmed === "" || trimmed === "–" || trimmed === "-") return null;
	const match = /^(?:(\d+)\s*d)?\s*(?:(\d+)\s*h)?\s*(?:(\d+)\s*(?:m|min)?)?$/i.exec(trimmed);
	if (!match) return Number.NaN;
	const [, days = "0", hours = "0", minutes = "0"] = match;
	return Number(days) * 1440 + Number(hours) * 60 + Number(minutes);
}

/** Whether it is neither empty nor a time. */
export function isNoDuration(text: string): boolean {
	return Number.isNaN(readDuration(text));
}

/** As it is written into a field: whole days as days, everything else in hours, as business hours are counted. */
export function hoursWords(minutes: number | null): string {
	if (minutes === null || minutes % 1440 === 0) return durationWords(minutes);
	return [
		[Math.floor(minutes / 60), "h"],
		[minutes % 60, "min"],
	]
		.filter(([count]) => count !== 0)
		.map(([count, unit]) => `${count} ${unit}`)
		.join(" ");
}

/** Days, hours and minutes, as `1 d 2 h`. */
export function durationWords(minutes: number | null): string {
	if (minutes === null) return "";
	const parts = [
		[Math.floor(minutes / 1440), "d"],
		[Math.floor((minutes % 1440) / 60), "h"],
		[minutes % 60, "min"],
	] as const;
	return parts
		.filter(([count]) => count > 0)
		.map(([count, unit]) => `${count} ${unit}`)
		.join(" ");
}

const clock = (minutes: number) =>
	`${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

function readClock(text: string): number {
	const [hours = Number.NaN, minutes = Number.NaN] = text.split(":").map(Number);
	return hours * 60 + minutes;
}

export function toDraft(plan: PlanDto): PlanDraft {
	const targets = SEVERITIES.map((severity) => [
		severity,
		Object.fromEntries(TARGETS.map((target) => [target, hoursWords(plan.targets[severity][target])])),
	]);
	return {
		timeZone: plan.timeZone,
		targets: Object.fromEntries(targets),
		always: plan.always,
		hours: plan.hours.map((hours) => ({
			open: hours !== null,
			from: clock(hours?.from ?? 480),
			to: hours?.to === 1440 ? "00:00" : clock(hours?.to ?? 1080),
		})),
		holidays: plan.holidays.join("\n"),
		pauseWaiting: plan.pauseWaiting,
	};
}

/** What is sent of a draft. Midnight as an end is the end of the day. */
export function fromDraft(draft: PlanDraft, version: number): PlanInput {
	const targets = SEVERITIES.map((severity) => [
		severity,
		Object.fromEntries(TARGETS.map((target) => [target, readDuration(draft.targets[severity][target])])),
	]);
	return {
		version,
		timeZone: draft.timeZone.trim(),
		targets: Object.fromEntries(targets),
		always: [...draft.always],
		hours: draft.hours.map(({ open, from, to }) =>
			open ? { from: readClock(from), to: readClock(to) || 1440 } : null,
		),
		holidays: draft.holidays.split(/[\s,]+/).filter(Boolean),
		pauseWaiting: draft.pauseWaiting,
	};
}

/** All that is in two drafts, in words: what it is, theirs and one's own. */
export function draftPairs(
	theirs: PlanDraft,
	mine: PlanDraft,
): readonly (readonly [label: string, theirs: string, mine: string])[] {
	const hours = (draft: PlanDraft, index: number) => {
		const day = draft.hours[index];
		return day?.open ? `${day.from} to ${day.to}` : "Closed";
	};
	const targets = SEVERITIES.flatMap((severity) =>
		TARGETS.map(
			(target) =>
				[
					`${severity}, ${target}`,
					theirs.targets[severity][target].trim(),
					mine.targets[severity][target].trim(),
				] as const,
		),
	);
	const always = ({ always }: PlanDraft) => SEVERITIES.filter((one) => always.includes(one)).join(", ");
	return [
		...targets,
		["Day and night", always(theirs), always(mine)],
		["Time zone", theirs.timeZone, mine.timeZone],
		...DAYS.map((day, index) => [day, hours(theirs, index), hours(mine, index)] as const),
		["Holidays", theirs.holidays.trim(), mine.holidays.trim()],
		["Paused while waiting", theirs.pauseWaiting ? "Yes" : "No", mine.pauseWaiting ? "Yes" : "No"],
	];
}
