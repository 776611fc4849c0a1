import { fromRow } from "@/lib/core/answer";
import { visibleText } from "@/lib/core/visible-text";
import type { Prisma } from "@/lib/platform/db/generated/client.ts";
import {
	isFinished,
	type RunProblem,
	type RunSummary,
	type RunWait,
	runSummary,
} from "@/lib/triage/catalogue/schema";

/** What a write on a run depends on, as text: its progress may go on meanwhile. */
export function runVersion({ status, cancelRequested, pauseRequested }: RunSummary): string {
	if (isFinished(status)) return status;
	return `${status}${cancelRequested ? "-stopping" : ""}${pauseRequested ? "-pausing" : ""}`;
}

export type RunRow = Prisma.HuntRunGetPayload<Record<string, never>>;

export function toRun(row: RunRow): RunSummary {
	return {
		...fromRow(runSummary, row),
		from: row.windowFrom.toISOString(),
		to: row.windowTo.toISOString(),
		waiting: isFinished(row.status) ? null : (row.waiting as RunWait | null),
		findings: { new: row.findingsNew, seen: row.findingsSeen, changed: row.findingsChanged },
		problem: row.problem as RunProblem | null,
		requestedBy: visibleText(row.requestedByName),
		cancelRequested: row.cancelRequestedAt !== null,
		pauseRequested: row.pauseRequestedAt !== null,
	};
}
