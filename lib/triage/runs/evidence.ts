import { stringLiteral } from "@/lib/sources/kql/literals";
import type { QueryRequest, Row, WorkspaceClient } from "@/lib/sources/workspaces/client";
import type { TimeWindow } from "@/lib/sources/workspaces/windows";
import { askWhole } from "@/lib/triage/catalogue/ask-whole";
import type { EvidenceSource, Hunt } from "@/lib/triage/catalogue/definition";
import { EvidenceShelf, type ObservedFinding, observe } from "@/lib/triage/findings/observe";

/** Values of one evidence query: Log Analytics takes some 2 MB of query text, and a ReportId is 36 characters. */
const EVIDENCE_BATCH = 2_000;

/** Where a hunt's evidence lies: as its file says, else by ReportId for hunts over UrlClickEvents. */
export function evidenceSource(
	hunt: Pick<Hunt, "evidence" | "dataTypes">,
	columns: readonly string[],
): EvidenceSource | null {
	const source =
		hunt.evidence ??
		(hunt.dataTypes.includes("UrlClickEvents") ? { table: "UrlClickEvents", key: "ReportId" } : null);
	return source && columns.includes(source.key) ? source : null;
}

/** The evidence query of a batch of keys. Values from data enter KQL only as escaped literals. */
export function evidenceQuery(source: EvidenceSource, keys: readonly string[]): string {
	return `${source.table}\n| where ${source.key} in (${keys.map(stringLiteral).join(", ")})`;
}

export interface Gathered {
	readonly findings: readonly ObservedFinding[];
	readonly evidenceRows: number;
	/** Why evidence is missing, when some of it is. */
	readonly partial: string | null;
}

export interface GatherInput {
	readonly client: WorkspaceClient;
	readonly hunt: Hunt;
	readonly rows: readonly Row[];
	readonly window: TimeWindow;
	readonly signal: AbortSignal;
	readonly onProgress: (evidenceRows: number) => Promise<void>;
	readonly onWaiting: QueryRequest["onWaiting"];
}

/** Turns a hunt's rows into findings and fetches the evidence behind them. @throws AppError when a query fails */
export async function gather({
	client,
	hunt,
	rows,
	window,
	signal,
	onProgress,
	onWaiting,
}: GatherInput): Promise<Gathered> {
	const observed = observe(rows, hunt.identity);
	const source = evidenceSource(hunt, Object.keys(rows[0] ?? {}));
	if (!source) return { findings: observed, evidenceRows: 0, partial: null };

	const keys = [
		...new Set(rows.map((row) => row[source.key]).filter((key) => typeof key === "string" && key !== "")),
	];
	const shelf = new EvidenceShelf(source.key);
	let evidenceRows = 0;
	let partial: string | null = null;
	const ahead: string[][] = [];
	for (let start = 0; start < keys.length; start += EVIDENCE_BATCH) {
		ahead.unshift(keys.slice(start, start + EVIDENCE_BATCH) as string[]);
	}
	for (let batch = ahead.pop(); batch !== undefined; batch = ahead.pop()) {
		const kql = evidenceQuery(source, batch);
		const stopAtCut = batch.length > 1;
		const answer = await askWhole({ client, kql, window, signal, onWaiting, divisible: true, stopAtCut });
		if (answer.cut) {
			const middle = Math.ceil(batch.length / 2);
			ahead.push(batch.slice(middle), batch.slice(0, middle));
			continue;
		}
		if (answer.incomplete !== null) partial = `Evidence is incomplete. ${answer.incomplete}`;
		for (const row of answer.rows) shelf.add(row);
		evidenceRows += answer.rows.length;
		await onProgress(evidenceRows);
	}
	const findings = observed.map((finding) => ({ ...finding, evidence: shelf.of(finding) }));
	return { findings, evidenceRows, partial };
}
