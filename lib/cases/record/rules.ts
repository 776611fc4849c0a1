import type { CaseSeverity, CaseStatus } from "@/lib/core/case-status";
import { cutText } from "@/lib/core/text-rules";

/**
 * Traffic Light Protocol 2.0 (FIRST), from the widest audience to the narrowest. It marks what leaves Afterclick (reports,
 * exports, Sentinel labels) and restricts no one: who may open a case follows from roles and workspaces.
 */
export const TLPS = ["clear", "green", "amber", "amber_strict", "red"] as const;
export type Tlp = (typeof TLPS)[number];

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

/** Longest texts, in characters. */
export const CASE_LIMITS = { title: 200, text: 20_000, action: 500, tag: 50, tags: 50, note: 4_000 } as const;

/** Every kind of CaseEvent. */
export const CASE_EVENTS = [
	"created",
	"updated",
	"status_changed",
	"status_undone",
	"findings_added",
	"findings_removed",
	"entity_added",
	"entity_removed",
	"watcher_added",
	"watcher_removed",
	"linked",
	"unlinked",
	"merged",
	"unmerged",
	"split",
	"task_added",
	"task_changed",
	"task_removed",
	"commented",
	"comment_edited",
	"comment_deleted",
	"attached",
	"attachment_removed",
	"incident_pushed",
	"incident_changed",
	"incident_failed",
	"deadline_passed",
] as const;
export type CaseEventKind = (typeof CASE_EVENTS)[number];

/** What of a finding its case is named and weighed by. */
export interface EscalatedClick {
	readonly accountUpn: string | null;
	readonly clickedThrough: boolean | null;
	readonly threatTypes: readonly string[];
	readonly url: string | null;
}

/**
 * How bad it is at first sight: a click that went through to a known threat is high, one of the two medium, neither
 * low. A person who knows more says otherwise.
 */
export function initialSeverity(findings: readonly EscalatedClick[]): CaseSeverity {
	const grade = ({ clickedThrough, threatTypes }: EscalatedClick) => {
		const threat = threatTypes.some((type) => !/^spam$/i.test(type));
		return (clickedThrough === true ? 1 : 0) + (threat ? 1 : 0);
	};
	const worst = Math.max(0, ...findings.map(grade));
	return (["low", "medium", "high"] as const)[worst] ?? "low";
}

/**
 * What a case of these findings is called until somebody finds a better name: by what they share.
 * @param host the defanged host of a URL (lib/core/defang.ts)
 */
export function initialTitle(findings: readonly EscalatedClick[], host: (url: string) => string): string {
	const hosts = new Set(findings.map(({ url }) => (url === null ? "" : host(url))));
	const users = new Set(findings.map(({ accountUpn }) => (accountUpn ?? "").toLowerCase()));
	const [onlyHost = ""] = hosts.size === 1 ? hosts : [];
	const [only] = findings;
	const onlyUser = users.size === 1 ? (only?.accountUpn ?? "") : "";
	const threats = new Set(findings.flatMap(({ threatTypes }) => threatTypes));
	const [threat] = threats.size === 1 ? threats : [];
	const what = `${threat === undefined ? "" : `${threat}: `}${
		findings.length === 1 ? "click" : `${findings.length.toLocaleString("en")} clicks`
	}`;
	const title = `${what}${onlyUser === "" ? "" : ` by ${onlyUser}`}${onlyHost === "" ? "" : ` on ${onlyHost}`}`;
	return cutText(`${title.charAt(0).toUpperCase()}${title.slice(1)}`, CASE_LIMITS.title);
}

/** What tells whether anybody has done anything in a case. */
export interface CaseTraces {
	readonly version: number;
	readonly findings: number;
	/** Comments, watchers, entities, merged cases and changed tasks. */
	readonly others: number;
	/** Kinds of its events. */
	readonly kinds: readonly string[];
}

/** A case that holds nothing and that nobody has worked on: it may go when the escalation that began it is undone. */
export function isUntouched({ version, findings, others, kinds }: CaseTraces): boolean {
	const made = ["created", "findings_added", "findings_removed"];
	return version === 1 && findings === 0 && others === 0 && kinds.every((kind) => made.includes(kind));
}

export interface Closing {
	readonly classification?: CaseClassification | undefined;
	readonly reason?: string | undefined;
	/** Why its findings are benign, where they are. */
	readonly benignReason?: string | undefined;
	/** What becomes of the work that is still open. */
	readonly openWork?: object | undefined;
}

/** What is wrong with how a case is to be closed, or null. */
export function closingProblem(
	status: CaseStatus,
	{ classification, reason, benignReason, openWork }: Closing,
): { field: "classification" | "reason" | "benignReason" | "openWork"; message: string } | null {
	if (isOpenCase(status)) {
		if (openWork !== undefined)
			return { field: "openWork", message: "Open work can only be settled when the case is closed." };
		const said = [classification, reason, benignReason].some((part) => part !== undefined);
		return said ? { field: "classification", message: "Only a closed case has a classification." } : null;
	}
	if (classification === undefined) {
		return { field: "classification", message: "Choose a classification." };
	}
	const reasons: readonly string[] = CLASSIFICATION_REASONS[classification];
	if (reason !== undefined && !reasons.includes(reason)) {
		return { field: "reason", message: "This reason doesn't match the classification." };
	}
	if (reason === undefined && reasons.length > 0) {
		return { field: "reason", message: "Choose a reason for the classification." };
	}
	if (benignReason !== undefined && !closesBenign(classification)) {
		return { field: "benignReason", message: "This reason only goes with a benign or false positive." };
	}
	return null;
}

/** How the next action of a case ends when the case is closed. */
export const ACTION_ENDS = ["done", "dropped"] as const;
export type ActionEnd = (typeof ACTION_ENDS)[number];

/**
 * How much of a case's open work belongs to other people than the one who closes it. What was given to a person does
 * not end without a word to them; what is no one's ends with the case.
 * @param closerId null: a program, to which everyone is someone else
 */
export function othersWork(
	open: {
		readonly tasks: readonly { readonly assigneeId: string | null }[];
		/** Null also where there is no next action. */
		readonly nextActionOwnerId: string | null;
	},
	closerId: string | null,
): { readonly tasks: number; readonly nextAction: boolean } {
	const isOthers = (id: string | null) => id !== null && id !== closerId;
	return {
		tasks: open.tasks.filter(({ assigneeId }) => isOthers(assigneeId)).length,
		nextAction: isOthers(open.nextActionOwnerId),
	};
}

/** Whether findings of a case that is closed like this are benign. */
export function closesBenign(classification: CaseClassification): boolean {
	return classification === "benign_positive" || classification === "false_positive";
}

/**
 * What closing a case says of its findings that are still escalated: they stay escalated where it was real, with the
 * decision they have, become benign where it was not, and nothing is said of them where it could not be told (null).
 */
export function verdictOfClosing(classification: CaseClassification): "escalated" | "benign" | null {
	if (classification === "undetermined") return null;
	return closesBenign(classification) ? "benign" : "escalated";
}

/**
 * Whether a change of status, by what its event recorded, was a reopening that undid verdicts of the closing. It can't be
 * undone itself: the case is closed again instead, which asks for the verdict.
 */
export function undidVerdicts(data: unknown): boolean {
	const { undoneDecisions } = (data ?? {}) as { readonly undoneDecisions?: readonly string[] };
	return (undoneDecisions?.length ?? 0) > 0;
}

/** Where a case may go from where it is: anywhere but nowhere; out of closed it is opened again first. */
export function mayMove(from: CaseStatus, to: CaseStatus): boolean {
	return from !== to && (isOpenCase(from) || to === "open");
}

/** What the evidence of findings names. */
export const ENTITY_KINDS = ["user", "host", "url", "ip", "mail"] as const;
export type EntityKind = (typeof ENTITY_KINDS)[number];

/**
 * Why findings belong together, the strongest first. A campaign is the same URL host with a shared threat type within
 * {@link CAMPAIGN_DAYS}; a host alone may be a large site's, and a person clicks many things.
 */
export const LIKENESSES = ["mail", "campaign", "host", "user"] as const;
export type Likeness = (typeof LIKENESSES)[number];

/** How far apart in time clicks of one campaign lie at most, in days. */
export const CAMPAIGN_DAYS = 3;

const WEIGHT: Record<Likeness, number> = { mail: 8, campaign: 6, host: 3, user: 2 };

/** Whether a case is where findings belong unless a person chooses another one: it shares a mail or a campaign with them. */
export function isSuggested(because: readonly { readonly why: Likeness }[]): boolean {
	return because.some(({ why }) => why === "mail" || why === "campaign");
}

/** Groups of findings without those that hold the same findings as one before. */
export function distinctGroups<T extends { readonly findings: readonly { readonly id: string }[] }>(
	groups: readonly T[],
): T[] {
	const keys = groups.map(({ findings }) => JSON.stringify(findings.map(({ id }) => id).sort()));
	return groups.filter((_, index) => keys.indexOf(keys[index] ?? "") === index);
}

interface Candidate {
	readonly number: number;
	readonly updatedAt: Date;
	readonly because: readonly { readonly why: Likeness; readonly findings: number }[];
}

/**
 * Candidates from the likeliest on: those that share a mail or a campaign first; then by the sum of what speaks for
 * each, every reason weighed by the share of the findings that it holds for; then the one that was worked on last, then
 * the younger.
 * @param findings how many findings are to be placed
 */
export function rankCandidates<T extends Candidate>(candidates: readonly T[], findings: number): T[] {
	const score = ({ because }: Candidate) =>
		because.reduce((sum, { why, findings: shared }) => sum + WEIGHT[why] * (0.5 + shared / findings / 2), 0);
	return candidates.toSorted(
		(a, b) =>
			Number(isSuggested(b.because)) - Number(isSuggested(a.because)) ||
			score(b) - score(a) ||
			b.updatedAt.getTime() - a.updatedAt.getTime() ||
			b.number - a.number,
	);
}

/** The text around the first match, with a mark where it was cut. Letter case does not count. */
export function excerptOf(text: string, needle: string, around = 60): string {
	const flat = text.replace(/\s+/g, " ");
	const at = Math.max(0, flat.toLowerCase().indexOf(needle.toLowerCase()));
	const start = Math.max(0, at - around);
	const end = Math.min(flat.length, at + needle.length + around);
	return `${start > 0 ? "…" : ""}${flat.slice(start, end)}${end < flat.length ? "…" : ""}`;
}

/** Longest texts of a task, in characters. */
export const TASK_TITLE_LIMIT = 200;
export const TASK_TEXT_LIMIT = 4_000;
