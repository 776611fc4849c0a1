/** What a person may say of a finding. */
export const VERDICTS = ["triaged", "benign", "escalated"] as const;
export type Verdict = (typeof VERDICTS)[number];

/**
 * Where a finding stands. `new` has never been decided; `changed` was decided, and its evidence has since
 * changed in a way that matters, so it is back in the queue; the others are the verdict it carries.
 */
export const FINDING_STATUSES = ["new", "changed", ...VERDICTS] as const;
export type FindingStatus = (typeof FINDING_STATUSES)[number];

/** The statuses that wait for a person. */
export const OPEN_STATUSES = ["new", "changed"] as const satisfies readonly FindingStatus[];

export function isOpen(status: FindingStatus): boolean {
	return status === "new" || status === "changed";
}

/**
 * Why a click may be benign; source: the false-positive classes analysts see with Safe Links clicks.
 * A click on mail that was purged after delivery (ZAP) is not among them: it raises priority.
 */
export const BENIGN_REASONS = [
	"attack_simulation",
	"automated_scanner",
	"soc_activity",
	"rewritten_by_gateway",
	"legitimate_site",
	"shared_ip_or_mailbox",
	"reported_not_proceeded",
	"other",
] as const;
export type BenignReason = (typeof BENIGN_REASONS)[number];

/** Longest note in characters; a longer text belongs in a case. */
export const NOTE_LIMIT = 4_000;

export interface DecisionInput {
	readonly verdict: Verdict;
	readonly reason?: BenignReason | undefined;
	readonly note?: string | undefined;
	/** The case it goes into. */
	readonly case?: object | undefined;
}

/**
 * What is wrong with a decision, or null. Benign needs one of the reasons, and `other` needs it in writing;
 * the other verdicts take no benign reason. Only what is escalated goes into a case.
 */
export function decisionProblem(
	input: DecisionInput,
): { field: "reason" | "note" | "case"; message: string } | null {
	const note = input.note?.trim() ?? "";
	if (input.case !== undefined && input.verdict !== "escalated") {
		return {
			field: "case",
			message: `Only escalated findings go into a case, not those that are ${input.verdict}.`,
		};
	}
	if (input.verdict === "benign") {
		if (input.reason === undefined) {
			return { field: "reason", message: "Choose why it is benign." };
		}
		if (input.reason === "other" && note === "") {
			return { field: "note", message: "Write why it is benign, or choose one of the reasons." };
		}
	} else if (input.reason !== undefined) {
		return { field: "reason", message: `This reason only goes with benign, not with ${input.verdict}.` };
	}
	if (note.length > NOTE_LIMIT) {
		return {
			field: "note",
			message: `The note is ${note.length} characters long; at most ${NOTE_LIMIT} fit.`,
		};
	}
	return null;
}

/** The spellings of `UrlClickEvents.ThreatTypes`; other services write the same in other letter cases. */
const THREAT_TYPES = ["Phish", "Malware", "Spam"] as const;

/** A threat type as it is stored: without blanks around it, and a known one in its known spelling. */
export function threatType(text: string): string {
	const trimmed = text.trim();
	return THREAT_TYPES.find((known) => known.toLowerCase() === trimmed.toLowerCase()) ?? trimmed;
}

/** Each threat type once, letter case aside, in the order in which they come. */
function distinctThreats(types: readonly string[]): string[] {
	const byKey = new Map<string, string>();
	for (const type of types.map(threatType)) {
		if (type !== "" && !byKey.has(type.toLowerCase())) byKey.set(type.toLowerCase(), type);
	}
	return [...byKey.values()];
}

/** Threat types as `UrlClickEvents.ThreatTypes` lists them, comma-separated; order kept, duplicates dropped. */
export function splitThreatTypes(text: string | null | undefined): string[] {
	return distinctThreats((text ?? "").split(","));
}

/** Columns a hunt may name the account by, in this order. */
export const ACCOUNT_COLUMNS = [
	"AccountUpn",
	"UserPrincipalName",
	"RecipientEmailAddress",
	"Account",
] as const;

/** What accounts are compared by: Entra ID knows neither letter case nor blanks around a user name. */
export function accountKey(account: string): string {
	return account.trim().toLowerCase();
}

/**
 * Reads `IsClickedThrough` in every spelling seen in exports: true/false in any case, 1/0, as text or not.
 * Empty, null and anything else are null: not known, which is not the same as false.
 */
export function readClickedThrough(value: unknown): boolean | null {
	if (typeof value === "boolean") return value;
	if (value === 1 || value === 0) return value === 1;
	if (typeof value !== "string") return null;
	const text = value.trim().replace(/^"|"$/g, "").toLowerCase();
	if (text === "true" || text === "1") return true;
	if (text === "false" || text === "0") return false;
	return null;
}

/** What two observations of one finding are compared by. */
export interface Observation {
	readonly clickedThrough: boolean | null;
	readonly threatTypes: readonly string[];
}

/** What has changed in a way that matters: the click went through, or threat types were added. */
export interface FindingChanges {
	readonly clickedThrough?: { readonly from: boolean | null; readonly to: true };
	readonly threatTypesAdded?: readonly string[];
}

/**
 * Two observations taken together. A click-through once seen stays seen, and a threat type once named stays
 * named: a run over a narrower window must not take evidence away.
 */
export function mergeObservations(a: Observation, b: Observation): Observation {
	return {
		clickedThrough: mergeClickedThrough(a.clickedThrough, b.clickedThrough),
		threatTypes: distinctThreats([...a.threatTypes, ...b.threatTypes]),
	};
}

function mergeClickedThrough(a: boolean | null, b: boolean | null): boolean | null {
	if (a === true || b === true) return true;
	if (a === false || b === false) return false;
	return null;
}

/** What `next` adds to `known` that matters, or null. A threat type in another letter case is not an addition. */
export function materialChanges(known: Observation, next: Observation): FindingChanges | null {
	const named = new Set(known.threatTypes.map((type) => threatType(type).toLowerCase()));
	const added = distinctThreats(next.threatTypes).filter((type) => !named.has(type.toLowerCase()));
	const clicked = next.clickedThrough === true && known.clickedThrough !== true;
	if (!clicked && added.length === 0) return null;
	return {
		...(clicked ? { clickedThrough: { from: known.clickedThrough, to: true as const } } : {}),
		...(added.length > 0 ? { threatTypesAdded: added } : {}),
	};
}

/** Changes found by a later run added to those not yet looked at. */
export function addChanges(earlier: FindingChanges | null, later: FindingChanges): FindingChanges {
	if (earlier === null) return later;
	const clickedThrough = earlier.clickedThrough ?? later.clickedThrough;
	const added = distinctThreats([...(earlier.threatTypesAdded ?? []), ...(later.threatTypesAdded ?? [])]);
	return {
		...(clickedThrough ? { clickedThrough } : {}),
		...(added.length > 0 ? { threatTypesAdded: added } : {}),
	};
}

/** The status after a run saw the finding again: a decided one that changed comes back to the queue. */
export function statusAfterRun(status: FindingStatus, changes: FindingChanges | null): FindingStatus {
	return changes !== null && !isOpen(status) ? "changed" : status;
}

/**
 * The text that tells one finding of a hunt from another. With `ReportId` and `AccountUpn` it is these two; never
 * time (the SDK cuts ticks to milliseconds) and never `IsClickedThrough` (the warning and the click through it share
 * their ReportId). Otherwise the hunt's key columns, else the whole row. Accounts count as {@link accountKey} has
 * them. Values are framed as JSON, so that no two rows can run together.
 */
export function identityText(
	row: Readonly<Record<string, unknown>>,
	keyColumns: readonly string[] | null,
): string {
	if (keyColumns === null && isPresent(row.ReportId) && isPresent(row.AccountUpn)) {
		return JSON.stringify(["ReportId", row.ReportId, "AccountUpn", accountKey(String(row.AccountUpn))]);
	}
	const columns = keyColumns ?? Object.keys(row).sort();
	return JSON.stringify(
		columns.flatMap((column) => [column, identityValue(column, row[column], accountKey)]),
	);
}

/** The identity text that this row had while blanks around an account, and the letter case of some, still counted. */
export function formerIdentityText(
	row: Readonly<Record<string, unknown>>,
	keyColumns: readonly string[] | null,
): string {
	const lower = (account: string) => account.toLowerCase();
	if (keyColumns === null && isFilled(row.ReportId) && isFilled(row.AccountUpn)) {
		return JSON.stringify(["ReportId", row.ReportId, "AccountUpn", lower(String(row.AccountUpn))]);
	}
	const columns = keyColumns ?? Object.keys(row).sort();
	return JSON.stringify(
		columns.flatMap((column) => [column, identityValue(column, row[column], lower, ["AccountUpn"])]),
	);
}

function identityValue(
	column: string,
	value: unknown,
	key: (account: string) => string,
	accounts: readonly string[] = ACCOUNT_COLUMNS,
): unknown {
	if (typeof value === "string" && accounts.includes(column)) return key(value);
	if (typeof value === "bigint") return value.toString();
	return value ?? null;
}

function isPresent(value: unknown): boolean {
	return typeof value === "string" && value.trim() !== "";
}

function isFilled(value: unknown): boolean {
	return typeof value === "string" && value !== "";
}

/** What became of a click: what the list shows of it, what the filter asks for and what is counted are this. */
export const CLICK_KINDS = ["clicked-through", "not-clicked-through", "blocked", "other", "unknown"] as const;
export type ClickKind = (typeof CLICK_KINDS)[number];

/**
 * A click-through wins; then the event's own word, `ActionType`; then `IsClickedThrough`. `unknown`: neither says
 * anything. `other`: an action that is neither (`UrlErrorPage`, `UrlScanInProgress`, whatever a hunt returns).
 */
export function clickKind(click: {
	readonly clickedThrough: boolean | null;
	readonly actionType: string | null;
}): ClickKind {
	if (click.clickedThrough === true) return "clicked-through";
	if (click.actionType === null) return click.clickedThrough === null ? "unknown" : "not-clicked-through";
	if (click.actionType.startsWith("ClickBlocked")) return "blocked";
	return click.actionType === "ClickAllowed" ? "not-clicked-through" : "other";
}
