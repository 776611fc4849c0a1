import type { Context } from "@/lib/context";
import type { Database } from "@/lib/db/client";
import { SUMMARY_SELECT, type SummaryRow, toSummary } from "@/lib/findings/dto";
import type { FindingSummary } from "@/lib/findings/schema";
import { type LinkedNames, linkedNames } from "@/lib/identity/linked-names";
import { maySee } from "@/lib/identity/scope";
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
