import { uuid7 } from "@/lib/core/uuid7";
import type { Transaction } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client.ts";
import type { Row } from "@/lib/sources/workspaces/client";
import { evidenceFields, mergeEvidence, type ObservedFinding, searchText, storable } from "./observe";
import {
	accountKey,
	addChanges,
	type FindingChanges,
	isOpen,
	materialChanges,
	mergeObservations,
	statusAfterRun,
} from "./rules";

export interface IngestInput {
	readonly workspaceId: string;
	readonly huntId: string;
	readonly runId: string;
	readonly at: Date;
	/** All the run read was generated sample data. */
	readonly sample: boolean;
	readonly findings: readonly ObservedFinding[];
	/** Called after each batch with the totals so far. */
	readonly onProgress?: (counts: IngestCounts) => void;
	readonly signal?: AbortSignal | undefined;
}

export interface IngestCounts {
	readonly new: number;
	readonly seen: number;
	/** Of these, evidence changed in a way that matters; a decided one is back in the queue. */
	readonly changed: number;
}

/** Findings of one statement, to bound its memory here and there. */
const BATCH = 1_000;

const KNOWN_SELECT = {
	id: true,
	identity: true,
	status: true,
	version: true,
	clickedThrough: true,
	threatTypes: true,
	eventAt: true,
	hasEvidence: true,
	evidence: true,
	changes: true,
	firstRunId: true,
	lastRunId: true,
} satisfies Prisma.FindingSelect;
type Known = Prisma.FindingGetPayload<{ select: typeof KNOWN_SELECT }>;

/**
 * Stores what a run saw in one of its windows, in the caller's transaction: new findings are added, known ones keep
 * their decision and gain what is new about them. Repeating it with the same findings changes nothing but `lastSeenAt`.
 * A finding that several windows of the run see is counted once, as if they had been one. The caller sees to it that
 * no two of a hunt's runs are in here at once.
 *
 * A finding is marked as sample while only runs over sample data have seen it: one that real data holds too
 * loses the mark, and one from real data never gains it, since what looks like a sample is easily waved away.
 */
export async function ingest(tx: Transaction, input: IngestInput): Promise<IngestCounts> {
	let counts: IngestCounts = { new: 0, seen: 0, changed: 0 };
	for (let start = 0; start < input.findings.length; start += BATCH) {
		input.signal?.throwIfAborted();
		const batch = input.findings.slice(start, start + BATCH);
		const done = await ingestBatch(tx, input, batch);
		counts = {
			new: counts.new + done.new,
			seen: counts.seen + done.seen,
			changed: counts.changed + done.changed,
		};
		input.onProgress?.(counts);
	}
	return counts;
}

async function ingestBatch(
	tx: Transaction,
	input: IngestInput,
	batch: readonly ObservedFinding[],
): Promise<IngestCounts> {
	const { workspaceId, huntId, runId } = input;
	const identities = batch.flatMap(({ identity, formerIdentities }) => [identity, ...formerIdentities]);
	await tx.$executeRaw`SELECT 1 FROM "Finding" WHERE "workspaceId" = ${workspaceId} AND "huntId" = ${huntId}
		AND "identity" = ANY(${identities}) ORDER BY "id" FOR UPDATE`;
	const known = await tx.finding.findMany({
		where: { workspaceId, huntId, identity: { in: identities } },
		select: KNOWN_SELECT,
	});
	const byIdentity = new Map(known.map((finding) => [finding.identity, finding]));
	const storedAs = ({ identity, formerIdentities }: ObservedFinding) =>
		[identity, ...formerIdentities].map((each) => byIdentity.get(each)).find((each) => each !== undefined);
	const added = batch.filter((finding) => storedAs(finding) === undefined);
	const again = batch.flatMap((finding) => {
		const stored = storedAs(finding);
		return stored ? [compare(stored, finding, runId)] : [];
	});
	await insert(tx, input, added);
	await rename(tx, again);
	const before = again.filter(({ earlierWindow, changes }) => earlierWindow && changes !== null);
	const countedAsChanged = await changedBy(tx, runId, before);
	await update(tx, input, again);
	const changed = again.filter(({ changes }) => changes !== null).length - countedAsChanged;
	const firstTime = again.filter(({ earlierWindow }) => !earlierWindow);
	const unchanged = firstTime.filter(({ changes }) => changes === null).length;
	// What an earlier window took for unchanged and this one does not was counted there.
	return { new: added.length, seen: unchanged - (before.length - countedAsChanged), changed };
}

/** What was stored under a former identity is known by its own from now on. */
async function rename(tx: Transaction, again: readonly Comparison[]): Promise<void> {
	const named = again.filter(({ stored, finding }) => stored.identity !== finding.identity);
	if (named.length === 0) return;
	await tx.$executeRaw`UPDATE "Finding" f SET "identity" = n."identity"
		FROM unnest(${named.map(({ stored }) => stored.id)}::uuid[], ${named.map(({ finding }) => finding.identity)}::text[])
			AS n("id", "identity") WHERE f."id" = n."id"`;
}

/** How many of these the run has found to be changed before. */
async function changedBy(tx: Transaction, runId: string, again: readonly Comparison[]): Promise<number> {
	if (again.length === 0) return 0;
	const events = await tx.findingEvent.findMany({
		where: { runId, kind: "changed", findingId: { in: again.map(({ stored }) => stored.id) } },
		distinct: ["findingId"],
		select: { findingId: true },
	});
	return events.length;
}

/** One statement for findings and their first events: a row of JSON each, taken apart by PostgreSQL. */
async function insert(
	tx: Transaction,
	{ workspaceId, huntId, runId, at, sample }: IngestInput,
	findings: readonly ObservedFinding[],
) {
	if (findings.length === 0) return;
	const rows = findings.map((finding) => {
		const { eventAt, ...fields } = evidenceFields(finding.evidence);
		return {
			id: uuid7(at.getTime()),
			eventId: uuid7(at.getTime()),
			identity: finding.identity,
			reportId: finding.reportId,
			accountUpn: finding.accountUpn,
			accountKey: accountKey(finding.accountUpn ?? ""),
			networkMessageId: finding.networkMessageId,
			clickedThrough: finding.clickedThrough,
			threatTypes: finding.threatTypes,
			...fields,
			eventAt: (eventAt ?? at).toISOString(),
			hasEvidence: finding.evidence.length > 0,
			rows: finding.rows,
			evidence: mergeEvidence([], finding.evidence),
			searchText: searchText(finding, { eventAt, ...fields }),
		};
	});
	const event = byRun(runId, at);
	await tx.$executeRaw`WITH n AS (
			SELECT * FROM jsonb_to_recordset(${jsonText(rows)}::jsonb) AS n("id" uuid, "eventId" uuid,
				"identity" text, "reportId" text, "accountUpn" text, "accountKey" text, "networkMessageId" text,
				"clickedThrough" boolean, "threatTypes" text[], "eventAt" timestamptz, "hasEvidence" boolean,
				"url" text, "urlChain" text[], "actionType" text, "workload" text, "ipAddress" text, "appName" text,
				"detectionMethods" text, "rows" jsonb, "evidence" jsonb, "searchText" text)
		), added AS (
			INSERT INTO "Finding" ("id", "workspaceId", "huntId", "identity", "reportId", "accountUpn", "accountKey",
				"networkMessageId", "clickedThrough", "threatTypes", "eventAt", "hasEvidence", "url", "urlChain",
				"actionType", "workload", "ipAddress", "appName", "detectionMethods", "rows", "evidence",
				"searchText", "firstSeenAt", "lastSeenAt", "firstRunId", "lastRunId", "sample", "updatedAt")
			SELECT "id", ${workspaceId}, ${huntId}, "identity", "reportId", "accountUpn", "accountKey",
				"networkMessageId", "clickedThrough", "threatTypes", "eventAt", "hasEvidence", "url", "urlChain",
				"actionType", "workload", "ipAddress", "appName", "detectionMethods", "rows", "evidence",
				"searchText", ${at}::timestamptz, ${at}::timestamptz, ${runId}::uuid, ${runId}::uuid, ${sample}, ${at}::timestamptz
			FROM n
		)
		INSERT INTO "FindingEvent" ("id", "findingId", "kind", "at", "runId", "actorName", "actorVerified", "version")
		SELECT "eventId", "id", 'found', ${at}::timestamptz, ${runId}::uuid, ${event.actorName}, ${event.actorVerified}, 1 FROM n`;
}

interface Comparison {
	readonly stored: Known;
	readonly finding: ObservedFinding;
	/** An earlier window of this run has seen it. */
	readonly earlierWindow: boolean;
	readonly changes: FindingChanges | null;
	readonly evidence: readonly Row[];
}

function compare(stored: Known, finding: ObservedFinding, runId: string): Comparison {
	// Nobody has missed a change between two windows of the run that found it.
	const found = stored.firstRunId === runId && isOpen(stored.status);
	return {
		stored,
		finding,
		earlierWindow: stored.lastRunId === runId,
		changes: found ? null : materialChanges(stored, finding),
		evidence: mergeEvidence(stored.evidence as unknown as readonly Row[], finding.evidence),
	};
}

async function update(
	tx: Transaction,
	{ runId, at, sample }: IngestInput,
	comparisons: readonly Comparison[],
) {
	const grown: Comparison[] = [];
	const quiet: Comparison[] = [];
	for (const each of comparisons) (each.changes !== null || grew(each) ? grown : quiet).push(each);
	if (quiet.length > 0) {
		await tx.finding.updateMany({
			where: { id: { in: quiet.map(({ stored }) => stored.id) } },
			data: { lastSeenAt: at, lastRunId: runId, ...(sample ? {} : { sample }) },
		});
	}
	if (grown.length === 0) return;
	const rows = grown.map(({ stored, finding, changes, evidence, earlierWindow }) => {
		const merged = mergeObservations(stored, finding);
		const status = statusAfterRun(stored.status, changes);
		const { eventAt, ...fields } = evidenceFields(evidence);
		return {
			id: stored.id,
			clickedThrough: merged.clickedThrough,
			threatTypes: merged.threatTypes,
			...fields,
			eventAt: (eventAt ?? stored.eventAt).toISOString(),
			hasEvidence: evidence.length > 0,
			rows: finding.rows,
			// The rows of one run belong together, whichever of its windows they are of.
			addRows: earlierWindow,
			evidence,
			searchText: searchText(finding, { eventAt, ...fields }),
			status,
			changes:
				status === "changed" && changes
					? addChanges(stored.changes as FindingChanges | null, changes)
					: stored.changes,
			version: stored.version + (changes === null ? 0 : 1),
			material: changes !== null,
		};
	});
	await tx.$executeRaw`UPDATE "Finding" f SET
			"clickedThrough" = n."clickedThrough", "threatTypes" = n."threatTypes", "eventAt" = n."eventAt",
			"hasEvidence" = n."hasEvidence", "url" = n."url", "urlChain" = n."urlChain",
			"actionType" = n."actionType", "workload" = n."workload", "ipAddress" = n."ipAddress",
			"appName" = n."appName", "detectionMethods" = n."detectionMethods",
			"rows" = CASE WHEN n."addRows" THEN (SELECT jsonb_agg(DISTINCT r) FROM jsonb_array_elements(f."rows" || n."rows") r)
				ELSE n."rows" END,
			"evidence" = n."evidence", "searchText" = n."searchText", "status" = n."status"::"FindingStatus",
			"changes" = n."changes", "version" = n."version", "lastSeenAt" = ${at}, "lastRunId" = ${runId}::uuid,
			"sample" = f."sample" AND ${sample},
			"updatedAt" = CASE WHEN n."material" THEN ${at} ELSE f."updatedAt" END
		FROM jsonb_to_recordset(${jsonText(rows)}::jsonb) AS n("id" uuid, "clickedThrough" boolean,
			"threatTypes" text[], "eventAt" timestamptz, "hasEvidence" boolean, "url" text, "urlChain" text[],
			"actionType" text, "workload" text, "ipAddress" text, "appName" text, "detectionMethods" text,
			"rows" jsonb, "addRows" boolean, "evidence" jsonb, "searchText" text, "status" text, "changes" jsonb, "version" int,
			"material" boolean)
		WHERE f."id" = n."id"`;
	await tx.findingEvent.createMany({
		data: grown.flatMap(({ stored, changes }) =>
			changes === null
				? []
				: [
						{
							findingId: stored.id,
							kind: "changed" as const,
							...byRun(runId, at),
							changes: json(changes),
							version: stored.version + 1,
						},
					],
		),
	});
}

/** Something was learnt that a decision does not hang on: more evidence, or a click now known not to be one. */
function grew({ stored, finding, evidence, earlierWindow }: Comparison): boolean {
	const stays = stored.clickedThrough === mergeObservations(stored, finding).clickedThrough;
	const known = stored.evidence as unknown as readonly Row[];
	return (
		!stays ||
		earlierWindow ||
		evidence.length !== known.length ||
		evidence.at(-1)?.TimeGenerated !== known.at(-1)?.TimeGenerated
	);
}

function byRun(runId: string, at: Date) {
	return { at, runId, actorId: null, actorName: "Hunt run", actorVerified: true };
}

/** As JSON that jsonb takes: it holds no NUL and no half of a surrogate pair (see `storable`). */
function jsonText(value: unknown): string {
	const text = JSON.stringify(value);
	// JSON writes both as escapes, and nothing else of them: most values need no second look.
	if (!/\\u(?:0000|d[89a-f])/i.test(text)) return text;
	return JSON.stringify(
		JSON.parse(text, (_, member: unknown) => (typeof member === "string" ? storable(member) : member)),
	);
}

function json(value: unknown): Prisma.InputJsonValue {
	return JSON.parse(jsonText(value)) as Prisma.InputJsonValue;
}
