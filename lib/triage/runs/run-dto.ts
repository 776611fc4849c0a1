import { visibleText } from "@/lib/core/visible-text";
import type { Prisma } from "@/lib/platform/db/generated/client.ts";
import { isFinished, type RunProblem, type RunSummary, type RunWait } from "@/lib/triage/catalogue/schema";

/** What a write on a run depends on, as text: its progress may go on meanwhile. */
export function runVersion({ status, cancelRequested, pauseRequested }: RunSummary): string {
	if (isFinished(status)) return status;
	return `${status}${cancelRequested ? "-stopping" : ""}${pauseRequested ? "-pausing" : ""}`;
}

export type RunRow = Prisma.HuntRunGetPayload<Record<string, never>>;

export function toRun(row: RunRow): RunSummary {
	return {
		id: row.id,
		huntId: row.huntId,
		huntName: row.huntName,
		huntVersion: row.huntVersion,
		workspaceId: row.workspaceId,
		sample: row.sample,
		from: row.windowFrom.toISOString(),
		to: row.windowTo.toISOString(),
		status: row.status,
		phase: row.phase,
		waiting: isFinished(row.status) ? null : (row.waiting as RunWait | null),
		rowsRead: row.rowsRead,
		evidenceRows: row.evidenceRows,
		findings: { new: row.findingsNew, seen: row.findingsSeen, changed: row.findingsChanged },
		problem: row.problem as RunProblem | null,
		trigger: row.trigger,
		slotAt: row.slotAt?.toISOString() ?? null,
		slotsMissed: row.slotsMissed,
		requestedBy: visibleText(row.requestedByName),
		cancelRequested: row.cancelRequestedAt !== null,
		pauseRequested: row.pauseRequestedAt !== null,
		readUntil: row.readUntil?.toISOString() ?? null,
		resumedAt: row.resumedAt?.toISOString() ?? null,
		resumedFrom: row.resumedFrom?.toISOString() ?? null,
		createdAt: row.createdAt.toISOString(),
		startedAt: row.startedAt?.toISOString() ?? null,
		finishedAt: row.finishedAt?.toISOString() ?? null,
	};
}
