/** From the least to the most; as Sentinel's incidents have them. */
export const CASE_SEVERITIES = ["informational", "low", "medium", "high"] as const;
export type CaseSeverity = (typeof CASE_SEVERITIES)[number];

/** Traffic Light Protocol 2.0 (FIRST), from the widest audience to the narrowest. */
export const TLPS = ["clear", "green", "amber", "amber_strict", "red"] as const;
export type Tlp = (typeof TLPS)[number];

/** `contained`: the harm does not grow any more. `resolved`: what was to be done is done. */
export const CASE_STATUSES = ["open", "contained", "resolved", "closed"] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

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
 * @param host the defanged host of a URL (lib/findings/defang.ts)
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
	return cut(`${title.charAt(0).toUpperCase()}${title.slice(1)}`, CASE_LIMITS.title);
}

function cut(text: string, most: number): string {
	return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
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
