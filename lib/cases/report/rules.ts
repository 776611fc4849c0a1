import type { CaseClassification, Tlp } from "@/lib/cases/record/rules";
import type { CaseStatus } from "@/lib/core/case-status";

/** What a report lists at most of each; the rest is counted in "Left out". */
export const REPORT_LIMITS = {
	findings: 200,
	entities: 200,
	timeline: 500,
	comments: 200,
	text: 4_000,
} as const;

/** A report as any form of it shows it: every text in it is safe to show and to paste. */
export interface ReportDocument {
	readonly number: number;
	readonly title: string;
	/** As in TLP:AMBER; at the head and the foot of every page. */
	readonly tlp: string;
	/** All of it rests on generated sample data. */
	readonly sample: boolean;
	/** ISO 8601. */
	readonly madeAt: string;
	readonly madeBy: string;
	readonly sections: readonly ReportSection[];
}

export interface ReportSection {
	readonly title: string;
	readonly blocks: readonly ReportBlock[];
}

export type ReportBlock =
	/** What somebody wrote, line by line. `by`: who and when. */
	| { readonly kind: "prose"; readonly text: string; readonly by?: string }
	| { readonly kind: "facts"; readonly facts: readonly (readonly [name: string, value: string])[] }
	| {
			readonly kind: "table";
			readonly columns: readonly string[];
			readonly rows: readonly (readonly string[])[];
	  }
	| { readonly kind: "list"; readonly items: readonly string[] }
	/** Says in words that there is nothing. */
	| { readonly kind: "none"; readonly text: string };

export function tlpLabel(tlp: Tlp): string {
	return `TLP:${tlp.toUpperCase().replace("_", "+")}`;
}

/** A value of ours as words: `true_positive` is "True positive". */
export function inWords(value: string): string {
	const words = value.replaceAll("_", " ");
	return words.charAt(0).toUpperCase() + words.slice(1);
}

/** How it stands, in one line. */
export function standing(
	status: CaseStatus,
	classification: CaseClassification | null,
	reason: string | null,
): string {
	return [inWords(status), classification && inWords(classification), reason && inWords(reason)]
		.filter(Boolean)
		.join(", ");
}

/** Time between two instants as `3 d 4 h`, `4 h 5 min` or `5 min`; null without an end. */
export function span(from: Date, to: Date | null): string | null {
	if (to === null) return null;
	const minutes = Math.max(0, Math.round((to.getTime() - from.getTime()) / 60_000));
	const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
	if (days > 0) return `${days} d ${hours} h`;
	return hours > 0 ? `${hours} h ${rest} min` : `${rest} min`;
}

/** Sentences for what is not in the report; the first member of each is how many there are. */
export function leftOut(counts: {
	readonly findings: number;
	readonly entities: number;
	readonly timeline: number;
	readonly comments: number;
	readonly deletedComments: number;
	readonly cutTexts: number;
	readonly attachments: number;
}): string[] {
	const some = (count: number, one: string, more: string) =>
		count <= 0 ? [] : [`${count.toLocaleString("en")} ${count === 1 ? one : more}.`];
	return [
		...some(counts.findings, "finding beyond the first 200", "findings beyond the first 200"),
		...some(counts.entities, "entity beyond the first 200", "entities beyond the first 200"),
		...some(
			counts.timeline,
			"entry of the timeline, among the oldest",
			"entries of the timeline, the oldest",
		),
		...some(counts.comments, "comment, the oldest", "comments, the oldest"),
		...some(counts.deletedComments, "deleted comment", "deleted comments"),
		...some(
			counts.cutTexts,
			"long text is cut at 4,000 characters",
			"long texts are cut at 4,000 characters",
		),
		...some(
			counts.attachments,
			"attachment: available in Afterclick",
			"attachments: available in Afterclick",
		),
		"The evidence rows behind the findings, as they were read from the workspace.",
		"Every URL is defanged.",
	];
}
