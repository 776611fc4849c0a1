import type { Context } from "@/lib/platform/context/context";
import { maySee } from "@/lib/platform/context/scope";
import type { Database } from "@/lib/platform/db/client";
import { type LinkedNames, linkedNames } from "@/lib/platform/identity/linked-names";
import { SUMMARY_SELECT, type SummaryRow, toSummary } from "@/lib/triage/findings/dto";
import type { FindingSummary } from "@/lib/triage/findings/schema";
import { PUSHED_FINDINGS } from "./rules";

interface Read {
	readonly rows: readonly SummaryRow[];
	readonly links: LinkedNames;
}

/** Every open page of a process hears of a decision in the same moment; it is read once. */
const reading = new Map<string, Promise<Read | null>>();

/**
 * The findings that a decision or its undoing was about, as they stand now, as far as the actor may see them; null
 * when they are too many to send along.
 */
export async function decidedFindings(
	db: Database,
	actor: Context["actor"],
	decisionId: string,
): Promise<FindingSummary[] | null> {
	let read = reading.get(decisionId);
	if (read === undefined) {
		read = readFindings(db, decisionId);
		reading.set(decisionId, read);
		setImmediate(() => reading.delete(decisionId)); // an undo has the same id, and comes later
	}
	const found = await read;
	if (found === null) return null;
	return found.rows
		.filter(({ workspaceId }) => maySee(actor, workspaceId))
		.map((row) => toSummary(row, found.links));
}

/** Decisions that are told one by one to a page that has just opened. */
const MOST_DECISIONS = 20;
/** A decision is stored some time after the instant that it bears, in milliseconds. */
const STORING_MS = 5_000;

/**
 * What was decided and undone since an instant, as {@link decidedFindings} has it, each decision once; null when those
 * are too many to tell.
 */
export async function decidedSince(
	db: Database,
	actor: Context["actor"],
	since: Date,
): Promise<(FindingSummary[] | null)[]> {
	const events = await db.$queryRaw<{ decisionId: string }[]>`
		SELECT "decisionId" FROM "FindingEvent" WHERE "kind" IN ('decided', 'undone')
			AND "at" >= ${new Date(since.getTime() - STORING_MS)} AND "decisionId" IS NOT NULL
		GROUP BY "decisionId" LIMIT ${MOST_DECISIONS + 1}`;
	if (events.length > MOST_DECISIONS) return [null];
	return await Promise.all(events.map(({ decisionId }) => decidedFindings(db, actor, decisionId)));
}

async function readFindings(db: Database, decisionId: string): Promise<Read | null> {
	const events = await db.findingEvent.findMany({
		where: { decisionId },
		select: { findingId: true },
		distinct: ["findingId"],
		take: PUSHED_FINDINGS + 1,
	});
	if (events.length > PUSHED_FINDINGS) return null;
	const [rows, links] = await Promise.all([
		db.finding.findMany({
			where: { id: { in: events.map(({ findingId }) => findingId) } },
			select: SUMMARY_SELECT,
		}),
		linkedNames(db),
	]);
	return { rows, links };
}
