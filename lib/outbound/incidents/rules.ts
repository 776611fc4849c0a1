import type { CaseClassification, Tlp } from "@/lib/cases/record/rules";
import type { CaseSeverity, CaseStatus } from "@/lib/core/case-status";
import { cutText } from "@/lib/core/text-rules";

/**
 * What Sentinel takes of one incident, in characters and in number. Source: "Service limits for Microsoft Sentinel",
 * incidents; comments and bookmarks of others count too.
 */
export const INCIDENT_LIMITS = {
	title: 500,
	description: 5_000,
	comment: 30_000,
	comments: 100,
	bookmarks: 20,
} as const;

/** The fields that somebody may change in Sentinel, as its API names their values. */
export interface IncidentFields {
	readonly title: string;
	readonly description: string;
	readonly severity: string;
	readonly status: string;
	readonly classification: string | null;
	readonly classificationReason: string | null;
	readonly classificationComment: string | null;
	/** User principal name in lower case, else the name; null: nobody. */
	readonly owner: string | null;
}
export type IncidentField = keyof IncidentFields;

export const INCIDENT_FIELDS = [
	"status",
	"classification",
	"classificationReason",
	"classificationComment",
	"owner",
	"severity",
	"title",
	"description",
] as const satisfies readonly IncidentField[];

/** What is pushed of a case itself. */
export interface PushedCase {
	readonly number: number;
	readonly title: string;
	readonly severity: CaseSeverity;
	readonly tlp: Tlp;
	readonly status: CaseStatus;
	readonly classification: CaseClassification | null;
	readonly classificationReason: string | null;
	readonly closingNote: string | null;
	/** Null: nobody. `login` is what they sign in as, which is their user principal name where Entra ID is the provider. */
	readonly owner: { readonly name: string; readonly login: string | null } | null;
	readonly tags: readonly string[];
	readonly known: string;
	readonly hypothesis: string;
	readonly nextAction: string | null;
	readonly findings: number;
	/** The number of the case it was merged into. */
	readonly mergedInto: number | null;
	/** Where it is in the product; null while the product does not know its own address. */
	readonly link: string | null;
}

const SEVERITY = { informational: "Informational", low: "Low", medium: "Medium", high: "High" } as const;
const CLASSIFICATION = {
	true_positive: "TruePositive",
	benign_positive: "BenignPositive",
	false_positive: "FalsePositive",
	undetermined: "Undetermined",
} as const;
const REASON: Readonly<Record<string, string>> = {
	suspicious_activity: "SuspiciousActivity",
	suspicious_but_expected: "SuspiciousButExpected",
	incorrect_alert_logic: "IncorrectAlertLogic",
	inaccurate_data: "InaccurateData",
};

/** New until somebody owns it, then active until it is closed: Sentinel knows no contained and no resolved. */
export function incidentStatus(status: CaseStatus, owned: boolean): "New" | "Active" | "Closed" {
	if (status === "closed") return "Closed";
	return status === "open" && !owned ? "New" : "Active";
}

/** The case as an incident. @param clean makes text of outside origin safe to show, URLs in it above all */
export function incidentFields(
	from: PushedCase,
	clean: (text: string) => string,
): { readonly fields: IncidentFields; readonly descriptionCut: boolean } {
	const merged = from.mergedInto !== null;
	const status = merged ? "Closed" : incidentStatus(from.status, from.owner !== null);
	const closed = status === "Closed";
	const classification = merged ? "undetermined" : (from.classification ?? "undetermined");
	// Our own address is the one link that stays one.
	const link = from.link === null ? "" : `\n\nWorked on in Afterclick: ${from.link}`;
	const text = clean(description(from));
	const room = INCIDENT_LIMITS.description - link.length;
	const comment = merged ? `Merged into case ${from.mergedInto}.` : from.closingNote;
	return {
		fields: {
			title: cutText(clean(`[Case ${from.number}] ${from.title}`), INCIDENT_LIMITS.title),
			description: `${cutText(text, room)}${link}`,
			severity: SEVERITY[from.severity],
			status,
			classification: closed ? CLASSIFICATION[classification] : null,
			classificationReason: closed && !merged ? (REASON[from.classificationReason ?? ""] ?? null) : null,
			classificationComment: closed && comment ? cutText(clean(comment), INCIDENT_LIMITS.description) : null,
			owner: from.owner === null ? null : (upn(from.owner.login) ?? from.owner.name),
		},
		descriptionCut: text.length > room,
	};
}

function description(from: PushedCase): string {
	const parts = [
		from.known && `Known: ${from.known}`,
		from.hypothesis && `Hypothesis: ${from.hypothesis}`,
		from.nextAction && `Next: ${from.nextAction}`,
		`${from.findings.toLocaleString("en")} ${from.findings === 1 ? "finding" : "findings"}.`,
	];
	return parts.filter(Boolean).join("\n\n");
}

/** The user principal name in what somebody signs in as; null where that is none. */
function upn(login: string | null): string | null {
	return login?.includes("@") ? login.toLowerCase() : null;
}

/** Tags of the case and its TLP as an incident's labels. */
export function incidentLabels(from: Pick<PushedCase, "tags" | "tlp">): string[] {
	return [...new Set([`TLP:${from.tlp.toUpperCase().replace("_", "+")}`, ...from.tags])];
}

/** The fields as the API sends them. */
export function readFields(properties: Readonly<Record<string, unknown>>): IncidentFields {
	const text = (name: string) => (typeof properties[name] === "string" ? String(properties[name]) : null);
	const owner = (properties.owner ?? {}) as Record<string, string | null | undefined>;
	return {
		title: text("title") ?? "",
		description: text("description") ?? "",
		severity: text("severity") ?? "",
		status: text("status") ?? "",
		classification: text("classification") || null,
		classificationReason: text("classificationReason") || null,
		classificationComment: text("classificationComment") || null,
		owner: owner.userPrincipalName?.toLowerCase() || owner.assignedTo || owner.email?.toLowerCase() || null,
	};
}

/** The fields as the API takes them; what is null is left out, which empties it. */
export function writeFields(
	fields: IncidentFields,
	labels: readonly string[],
): Readonly<Record<string, unknown>> {
	const { owner, ...plain } = fields;
	const given = Object.entries(plain).filter(([, value]) => value !== null);
	return {
		...Object.fromEntries(given),
		...(owner === null
			? {}
			: { owner: owner.includes("@") ? { userPrincipalName: owner } : { assignedTo: owner } }),
		labels: labels.map((labelName) => ({ labelName })),
	};
}

/**
 * The fields that somebody has changed in Sentinel and that are not as ours are now.
 * @param known values of each field that came from us: as answered to our last write, and as sent in one whose answer
 *   was lost
 */
export function theirChanges(
	theirs: IncidentFields,
	ours: IncidentFields,
	known: readonly IncidentFields[],
): IncidentField[] {
	if (known.length === 0) return [];
	return INCIDENT_FIELDS.filter(
		(field) => theirs[field] !== ours[field] && !known.some((fields) => fields[field] === theirs[field]),
	);
}

/** The same in every field. */
export function sameFields(one: IncidentFields, other: IncidentFields): boolean {
	return INCIDENT_FIELDS.every((field) => one[field] === other[field]);
}

const MINUTE = 60_000;

/** Milliseconds until a failed push is tried again: a minute, twice as long each time, at most an hour, ± 20 %. */
export function pushDelayMs(attempts: number, random: number): number {
	return Math.round(Math.min(MINUTE * 2 ** Math.max(0, attempts - 1), 60 * MINUTE) * (0.8 + 0.4 * random));
}

/** What Sentinel has as a case's status, where a person lets Sentinel's hold. */
export function caseClassification(classification: string | null): CaseClassification {
	const known = Object.entries(CLASSIFICATION).find(([, name]) => name === classification);
	return (known?.[0] as CaseClassification | undefined) ?? "undetermined";
}

/** The reason as a case has it; null where it goes with none. */
export function caseReason(reason: string | null): string | null {
	return Object.entries(REASON).find(([, name]) => name === reason)?.[0] ?? null;
}

export function caseSeverity(severity: string): CaseSeverity | null {
	const known = Object.entries(SEVERITY).find(([, name]) => name === severity);
	return (known?.[0] as CaseSeverity | undefined) ?? null;
}
