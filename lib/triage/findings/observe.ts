import { createHash } from "node:crypto";
import type { Row } from "@/lib/sources/workspaces/client";
import { mailId } from "./mail-rules";
import {
	ACCOUNT_COLUMNS,
	accountKey,
	formerIdentityText,
	identityText,
	mergeObservations,
	type Observation,
	readClickedThrough,
	splitThreatTypes,
} from "./rules";

/** What one run saw of one finding: the hunt's rows that share its identity, and the evidence behind them. */
export interface ObservedFinding extends Observation {
	readonly identity: string;
	/** What {@link identity} was before accounts were compared without blanks, where that was another. */
	readonly formerIdentities: readonly string[];
	readonly reportId: string | null;
	readonly accountUpn: string | null;
	readonly networkMessageId: string | null;
	readonly rows: readonly Row[];
	readonly evidence: readonly Row[];
}

/** Groups a hunt's rows into findings, in the order in which each first appears. */
export function observe(rows: readonly Row[], keyColumns: readonly string[] | null): ObservedFinding[] {
	const byIdentity = new Map<string, ObservedFinding>();
	for (const row of rows) {
		const text = identityText(row, keyColumns);
		const formerText = formerIdentityText(row, keyColumns);
		const identity = hashOf(text);
		const seen: Observation = {
			clickedThrough: readClickedThrough(row.IsClickedThrough),
			threatTypes: splitThreatTypes(columnText(row.ThreatTypes)),
		};
		const known = byIdentity.get(identity);
		byIdentity.set(identity, {
			identity,
			formerIdentities: [
				...new Set([
					...(known?.formerIdentities ?? []),
					...(formerText === text ? [] : [hashOf(formerText)]),
				]),
			],
			reportId: known?.reportId ?? columnText(row.ReportId),
			accountUpn: known?.accountUpn ?? firstText(row, ACCOUNT_COLUMNS),
			networkMessageId: known?.networkMessageId ?? mailId(columnText(row.NetworkMessageId)),
			...(known ? mergeObservations(known, seen) : seen),
			rows: [...(known?.rows ?? []), row],
			evidence: [],
		});
	}
	return [...byIdentity.values()];
}

function hashOf(text: string): string {
	return createHash("sha256").update(text).digest("base64url");
}

/**
 * Evidence as it comes, by its key and whom it names, of which no more is kept than a finding holds: one link that
 * a scanner clicked may come back half a million times.
 */
export class EvidenceShelf {
	readonly #key: string;
	/** Key → account in lower case, or null for evidence that names none → rows. */
	readonly #rows = new Map<string, Map<string | null, Row[]>>();

	/** @param key the column that evidence and findings share */
	constructor(key: string) {
		this.#key = key;
	}

	add(row: Row): void {
		const value = textOf(row[this.#key]);
		if (value === null) return;
		const account = accountText(row.AccountUpn);
		const accounts = this.#rows.get(value) ?? new Map<string | null, Row[]>();
		this.#rows.set(value, accounts);
		const rows = accounts.get(account) ?? [];
		rows.push(row);
		accounts.set(account, rows.length < 20 * EVIDENCE_LIMIT ? rows : mergeEvidence([], rows));
	}

	/**
	 * A finding's evidence, oldest first. A ReportId may be shared by people, so that evidence which names an account
	 * goes only to that account's finding.
	 */
	of(finding: ObservedFinding): Row[] {
		const value = textOf(finding.rows[0]?.[this.#key]);
		const accounts = value === null ? undefined : this.#rows.get(value);
		if (accounts === undefined) return [];
		const account = finding.accountUpn === null ? null : accountKey(finding.accountUpn);
		const own =
			account === null
				? [...accounts.values()].flat()
				: [...(accounts.get(null) ?? []), ...(accounts.get(account) ?? [])];
		return mergeEvidence([], own);
	}
}

/** Oldest first; rows without a time first of all. */
export function sortEvidence(rows: readonly Row[]): Row[] {
	return [...rows].sort((a, b) =>
		(textOf(a.TimeGenerated) ?? "").localeCompare(textOf(b.TimeGenerated) ?? ""),
	);
}

/** Evidence of two runs together, each row once, oldest first; the newest {@link EVIDENCE_LIMIT} are kept. */
export function mergeEvidence(known: readonly Row[], seen: readonly Row[]): Row[] {
	const byText = new Map([...known, ...seen].map((row) => [JSON.stringify(Object.entries(row).sort()), row]));
	return sortEvidence([...byText.values()]).slice(-EVIDENCE_LIMIT);
}

/** A scanner can click one link thousands of times; a person reads a few dozen rows. */
export const EVIDENCE_LIMIT = 50;

/** The columns of a finding that its evidence fills. */
export interface EvidenceFields {
	/** Null when no row has a time. */
	readonly eventAt: Date | null;
	readonly url: string | null;
	readonly urlChain: string[];
	readonly actionType: string | null;
	readonly workload: string | null;
	readonly ipAddress: string | null;
	readonly appName: string | null;
	readonly detectionMethods: string | null;
}

/** Read from the row that matters most: the newest click that went through, else the newest row. */
export function evidenceFields(evidence: readonly Row[]): EvidenceFields {
	const through = evidence.findLast((row) => readClickedThrough(row.IsClickedThrough) === true);
	const row = through ?? evidence.at(-1) ?? {};
	const times = evidence.map((each) => Date.parse(textOf(each.TimeGenerated) ?? "")).filter(Number.isFinite);
	return {
		eventAt: times.length > 0 ? new Date(Math.max(...times)) : null,
		url: columnText(row.Url, URL_LIMIT),
		urlChain: readUrlChain(row.UrlChain)
			.slice(0, CHAIN_LIMIT)
			.flatMap((url) => columnText(url, URL_LIMIT) ?? []),
		actionType: columnText(row.ActionType),
		workload: columnText(row.Workload),
		ipAddress: columnText(row.IPAddress),
		appName: columnText(row.AppName),
		detectionMethods: columnText(row.DetectionMethods),
	};
}

/** `UrlChain` is a string that holds a JSON array; anything else is kept as one link. */
export function readUrlChain(value: unknown): string[] {
	if (Array.isArray(value)) return value.map(String);
	const text = textOf(value);
	if (text === null) return [];
	try {
		const parsed: unknown = JSON.parse(text);
		return Array.isArray(parsed) ? parsed.map(String) : [text];
	} catch {
		return [text];
	}
}

/** What the free-text filter looks in. */
export function searchText(
	finding: Pick<ObservedFinding, "accountUpn" | "reportId" | "networkMessageId">,
	fields: EvidenceFields,
): string {
	return [
		finding.accountUpn,
		finding.reportId,
		finding.networkMessageId,
		fields.url,
		...fields.urlChain,
		fields.ipAddress,
		fields.appName,
	]
		.filter((part) => part !== null)
		.join("\n")
		.toLowerCase();
}

/** The account that evidence names, as accounts are compared; null when it names none. */
function accountText(value: unknown): string | null {
	const key = accountKey(columnText(value, ACCOUNT_LIMIT) ?? "");
	return key === "" ? null : key;
}

function firstText(row: Row, columns: readonly string[]): string | null {
	for (const column of columns) {
		const text = columnText(row[column], ACCOUNT_LIMIT)?.trim() ?? "";
		if (text !== "") return text;
	}
	return null;
}

/**
 * Longest text in a column of its own, in characters: more is no address, id or URL, would not fit an index, and
 * would stand in every list. The rows keep it whole.
 */
const COLUMN_LIMIT = 1_000;
/** Of an account, which an index holds: 2,704 bytes are the most, and lower case may be longer. */
const ACCOUNT_LIMIT = 400;
const URL_LIMIT = 16_000;
const CHAIN_LIMIT = 50;

function columnText(value: unknown, limit = COLUMN_LIMIT): string | null {
	const text = textOf(value);
	return text === null || text.length <= limit
		? text
		: `${text.slice(0, limit).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** PostgreSQL holds no NUL and no half of a surrogate pair: one shows as its symbol, the other as what it is not. */
export function storable(text: string): string {
	return text.replace(/\p{Surrogate}/gu, "\ufffd").replaceAll("\u0000", "\u2400");
}

/** A value as text that can be stored; null and empty are null. */
export function textOf(value: unknown): string | null {
	if (value === null || value === undefined || value === "") return null;
	const text = typeof value === "string" ? value : JSON.stringify(value);
	return storable(text);
}
