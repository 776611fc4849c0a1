import type { Transaction } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client.ts";
import type { Row } from "@/lib/workspaces/client";
import { evidenceFields, mergeEvidence, type ObservedFinding, searchText, storable } from "./observe";
import { addChanges, type FindingChanges, materialChanges, mergeObservations, statusAfterRun } from "./rules";

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

/** Findings of one statement: 1,000 × 30 columns stay under PostgreSQL's 65,535 parameters. */
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
} satisfies Prisma.FindingSelect;
type Known = Prisma.FindingGetPayload<{ select: typeof KNOWN_SELECT }>;

/**
 * Stores what a run saw, in the caller's transaction: new findings are added, known ones keep their decision
 * and gain what is new about them. Repeating it with the same findings changes nothing but `lastSeenAt`.
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
	const { workspaceId, huntId } = input;
	const identities = batch.map((finding) => finding.identity);
	await tx.$executeRaw`SELECT 1 FROM "Finding" WHERE "workspaceId" = ${workspaceId} AND "huntId" = ${huntId}
		AND "identity" = ANY(${identities}) ORDER BY "id" FOR UPDATE`;
	const known = await tx.finding.findMany({
		where: { workspaceId, huntId, identity: { in: identities } },
		select: KNOWN_SELECT,
	});
	const byIdentity = new Map(known.map((finding) => [finding.identity, finding]));
	const added = batch.filter((finding) => !byIdentity.has(finding.identity));
	const again = batch.flatMap((finding) => {
		const stored = byIdentity.get(finding.identity);
		return stored ? [compare(stored, finding)] : [];
	});
	await insert(tx, input, added);
	await update(tx, input, again);
	const changed = again.filter(({ changes }) => changes !== null).length;
	return { new: added.length, seen: again.length - changed, changed };
}

async function insert(
	tx: Transaction,
	{ workspaceId, huntId, runId, at, sample }: IngestInput,
	findings: readonly ObservedFinding[],
) {
	if (findings.length === 0) return;
	const created = await tx.finding.createManyAndReturn({
		select: { id: true },
		data: findings.map((finding) => {
			const { eventAt, ...fields } = evidenceFields(finding.evidence);
			return {
				workspaceId,
				huntId,
				identity: finding.identity,
				reportId: finding.reportId,
				accountUpn: finding.accountUpn,
				accountKey: finding.accountUpn?.toLowerCase() ?? "",
				networkMessageId: finding.networkMessageId,
				clickedThrough: finding.clickedThrough,
				threatTypes: [...finding.threatTypes],
				...fields,
				eventAt: eventAt ?? at,
				hasEvidence: finding.evidence.length > 0,
				rows: json(finding.rows),
				evidence: json(mergeEvidence([], finding.evidence)),
				searchText: searchText(finding, { eventAt, ...fields }),
				firstSeenAt: at,
				lastSeenAt: at,
				firstRunId: runId,
				lastRunId: runId,
				sample,
				updatedAt: at,
			};
		}),
	});
	await tx.findingEvent.createMany({
		data: created.map(({ id }) => ({
			findingId: id,
			kind: "found" as const,
			...byRun(runId, at),
			version: 1,
		})),
	});
}

interface Comparison {
	readonly stored: Known;
	readonly finding: ObservedFinding;
	readonly changes: FindingChanges | null;
	readonly evidence: readonly Row[];
}

function compare(stored: Known, finding: ObservedFinding): Comparison {
	return {
		stored,
		finding,
		changes: materialChanges(stored, finding),
		evidence: mergeEvidence(stored.evidence as unknown as readonly Row[], finding.evidence),
	};
}

async function update(
	tx: Transaction,
	{ runId, at, sample }: IngestInput,
	comparisons: readonly Comparison[],
) {
	const quiet = comparisons.filter((each) => each.changes === null && !grew(each));
	const grown = comparisons.filter((each) => each.changes !== null || grew(each));
	if (quiet.length > 0) {
		await tx.finding.updateMany({
			where: { id: { in: quiet.map(({ stored }) => stored.id) } },
			data: { lastSeenAt: at, lastRunId: runId, ...(sample ? {} : { sample }) },
		});
	}
	if (grown.length === 0) return;
	const rows = grown.map(({ stored, finding, changes, evidence }) => {
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
			"appName" = n."appName", "detectionMethods" = n."detectionMethods", "rows" = n."rows",
			"evidence" = n."evidence", "searchText" = n."searchText", "status" = n."status"::"FindingStatus",
			"changes" = n."changes", "version" = n."version", "lastSeenAt" = ${at}, "lastRunId" = ${runId}::uuid,
			"sample" = f."sample" AND ${sample},
			"updatedAt" = CASE WHEN n."material" THEN ${at} ELSE f."updatedAt" END
		FROM jsonb_to_recordset(${JSON.stringify(json(rows))}::jsonb) AS n("id" uuid, "clickedThrough" boolean,
			"threatTypes" text[], "eventAt" timestamptz, "hasEvidence" boolean, "url" text, "urlChain" text[],
			"actionType" text, "workload" text, "ipAddress" text, "appName" text, "detectionMethods" text,
			"rows" jsonb, "evidence" jsonb, "searchText" text, "status" text, "changes" jsonb, "version" int,
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
function grew({ stored, finding, evidence }: Comparison): boolean {
	const stays = stored.clickedThrough === mergeObservations(stored, finding).clickedThrough;
	const known = stored.evidence as unknown as readonly Row[];
	return (
		!stays ||
		evidence.length !== known.length ||
		evidence.at(-1)?.TimeGenerated !== known.at(-1)?.TimeGenerated
	);
}

function byRun(runId: string, at: Date) {
	return { at, runId, actorId: null, actorName: "Hunt run", actorVerified: true };
}

/** Rows as the JSON column takes them; PostgreSQL's jsonb holds no NUL, so it is stored as its symbol. */
function json(value: unknown): Prisma.InputJsonValue {
	const text = JSON.stringify(value);
	// JSON writes both as escapes, and nothing else of them: most values need no second look.
	if (!/\\u(?:0000|d[89a-f])/i.test(text)) return JSON.parse(text) as Prisma.InputJsonValue;
	return JSON.parse(text, (_, member: unknown) =>
		typeof member === "string" ? storable(member) : member,
	) as Prisma.InputJsonValue;
}
