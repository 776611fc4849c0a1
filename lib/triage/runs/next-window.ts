import type { Transaction } from "@/lib/platform/db/client";
import { overlapFor } from "@/lib/sources/workspaces/overlap-rules";
import type { TimeWindow } from "@/lib/sources/workspaces/windows";

/** How far back the very first run looks. */
const FIRST_MS = 24 * 60 * 60_000;

/**
 * The window that reads on where the hunt's last run against a workspace ended, to now: from its watermark, or from
 * the last run where that is older than watermarks are; a little earlier, for rows that came late.
 */
export async function nextWindow(
	tx: Transaction,
	reader: { readonly workspaceId: string; readonly huntId: string },
	now: Date,
): Promise<TimeWindow> {
	const [mark, run] = await Promise.all([
		tx.huntWatermark.findUnique({ where: { workspaceId_huntId: reader } }),
		tx.huntRun.findFirst({
			where: { ...reader, status: { in: ["succeeded", "partial"] }, windowTo: { lte: now } },
			orderBy: { windowTo: "desc" },
			select: { windowTo: true },
		}),
	]);
	const until = mark?.readUntil ?? run?.windowTo;
	const from =
		until === undefined ? now.getTime() - FIRST_MS : until.getTime() - overlapFor(mark?.delayMs ?? null);
	return { from: new Date(Math.min(from, now.getTime() - 60_000)), to: now };
}
