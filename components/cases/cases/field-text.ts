import type { CaseDetail } from "@/lib/cases/cases/schema";
import type { CaseClassification, Tlp } from "@/lib/cases/record/rules";
import type { CaseSeverity, CaseStatus } from "@/lib/core/case-status";
import { CASE_SEVERITY, CASE_STATUS, CLASSIFICATION, CLASSIFICATION_REASON, TLP_LOOK } from "./looks";

/** What each field of a case is called. */
export const FIELD_LABEL: Readonly<Record<string, string>> = {
	title: "Title",
	severity: "Severity",
	tlp: "TLP",
	status: "Status",
	classification: "Classification",
	classificationReason: "Reason",
	reason: "Reason",
	benignReason: "Why the findings are benign",
	note: "Note",
	closingNote: "Closing note",
	ownerId: "Owner",
	dueAt: "Due",
	tags: "Tags",
	tactics: "Tactics",
	techniques: "Techniques",
	known: "What we know",
	hypothesis: "Hypothesis",
	nextAction: "Next action",
	nextActionOwnerId: "Next action’s owner",
	nextActionAt: "Next action’s time",
	waitingFor: "Waiting for",
};

/** The people of a case as the fields of a change name them. */
export function personFields(of: CaseDetail) {
	return { ownerId: of.owner?.id ?? null, nextActionOwnerId: of.nextActionOwner?.id ?? null };
}

/** A field's value in words. */
export function fieldText(
	key: string,
	value: unknown,
	people: readonly { readonly id: string; readonly name: string }[],
): string {
	if (value === null || value === undefined || value === "") return "None";
	if (Array.isArray(value)) return value.length === 0 ? "None" : value.join(", ");
	const text = String(value);
	switch (key) {
		case "status":
			return CASE_STATUS[text as CaseStatus].label;
		case "severity":
			return CASE_SEVERITY[text as CaseSeverity].label;
		case "tlp":
			return TLP_LOOK[text as Tlp].label;
		case "classification":
			return CLASSIFICATION[text as CaseClassification];
		case "reason":
		case "classificationReason":
			return CLASSIFICATION_REASON[text] ?? text;
		case "ownerId":
		case "nextActionOwnerId":
			return people.find(({ id }) => id === text)?.name ?? "Someone else";
		case "dueAt":
		case "nextActionAt":
			return `${text.slice(0, 10)} ${text.slice(11, 16)} UTC`;
		default:
			return text;
	}
}
