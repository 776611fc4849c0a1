import { AppError } from "@/lib/core/errors";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { Transaction } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client.ts";
import { notify } from "@/lib/platform/db/notify";
import { inWords } from "@/lib/triage/catalogue/ask-whole";
import type { RunStatus } from "@/lib/triage/catalogue/schema";
import { type IngestCounts, ingest } from "@/lib/triage/findings/ingest";
import type { ObservedFinding } from "@/lib/triage/findings/observe";
import { FINDINGS_CHANNEL } from "@/lib/triage/findings/write-decision";
import { noteRead } from "./coverage";
import { RUNS_CHANNEL } from "./queue-run";
import type { RunRow } from "./run-dto";
import { problemJson } from "./run-problem";
import {
	incompleteWindows,
	nextWaiting,
	type RunWindow,
	readUntil,
	totals,
	updateWaiting,
} from "./run-windows";

/** What was found in a window, or in a part of what its answer held. */
export interface FoundPart {
	readonly window: RunWindow;
	readonly findings: readonly ObservedFinding[];
	/** All that the run has read so far, this window included, is generated sample data. */
	readonly sample: boolean;
	/** Said with the last part; null while others follow. */
	readonly end: WindowEnd | null;
	readonly signal: AbortSignal;
	readonly onProgress: (counts: IngestCounts) => void;
	/** Awaited before the run's row is locked: whatever else may still write it. */
	readonly settled: () => Promise<void>;
}

export interface WindowEnd {
	readonly rowsRead: number;
	readonly evidenceRows: number;
	/** Why the window is not wholly read; null when it is. */
	readonly missing: string | null;
}

export interface Stored {
	readonly counts: IngestCounts;
	/** How the run has come out; null while windows wait. */
	readonly status: RunStatus | null;
}

/**
 * Stores what was found in a window: with its last part the fact that it is read, and with its last window the run's
 * end, all or nothing. A part that is stored twice, since the process died before the last one, changes nothing and
 * is counted once. A cancellation that was accepted until then is kept.
 * @throws AppError `cancelled`
 */
export async function storePart(ctx: Context, run: RunRow, part: FoundPart): Promise<Stored> {
	authorize(ctx.actor, "hunts.run");
	const { workspaceId, huntId, id: runId } = run;
	const { window, findings, sample, signal, end } = part;
	const at = ctx.now();
	return ctx.db.$transaction(
		async (tx) => {
			// Runs of one hunt over different times may meet in one finding.
			await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`ingest ${workspaceId} ${huntId}`}, 0))`;
			const counts = await ingest(tx, {
				workspaceId,
				huntId,
				runId,
				at,
				sample,
				findings,
				signal,
				onProgress: part.onProgress,
			});
			await part.settled();
			await refuseCancelled(tx, runId);
			const found = {
				findingsNew: { increment: counts.new },
				findingsSeen: { increment: counts.seen },
				findingsChanged: { increment: counts.changed },
			};
			const times = { from: window.from, to: window.to };
			if (end === null) {
				await updateWaiting(tx, window, found);
			} else {
				const { missing, ...read } = end;
				await updateWaiting(tx, window, {
					...found,
					...read,
					status: missing === null ? "done" : "incomplete",
					reason: missing,
					finishedAt: at,
				});
				await noteRead(tx, { workspaceId, huntId, runId, at, window: times, missing });
			}
			const { rowsRead, evidenceRows, ...kept } = await totals(tx, runId);
			await tx.huntRun.update({
				where: { id: runId },
				data: {
					...kept,
					// Of a window that goes on, what is shown of its progress is more.
					...(end === null ? {} : { rowsRead, evidenceRows }),
					sample,
					readUntil: await readUntil(tx, run),
				},
			});
			const status = end === null ? null : await finishIfRead(tx, ctx, run);
			await recordAudit(tx, ctx, {
				verb: "hunts.ingest",
				target: ["run", runId],
				after: { ...counts, ...inText(times) },
			});
			await notify(tx, RUNS_CHANNEL, runId);
			await notify(tx, FINDINGS_CHANNEL, runId);
			return { counts, status };
		},
		{ timeout: 30 * 60_000, maxWait: 30_000 },
	);
}

/** Takes down that windows stay unread: each is a gap, and with the last one the run ends. */
export async function giveUp(
	ctx: Context,
	run: RunRow,
	windows: readonly RunWindow[],
	why: string,
): Promise<RunStatus | null> {
	authorize(ctx.actor, "hunts.run");
	const { workspaceId, huntId, id: runId } = run;
	const at = ctx.now();
	return ctx.db.$transaction(async (tx) => {
		await refuseCancelled(tx, runId);
		for (const window of windows) {
			const times = { from: window.from, to: window.to };
			await updateWaiting(tx, window, {
				status: "incomplete",
				timedOut: true,
				reason: why,
				finishedAt: at,
			});
			await noteRead(tx, { workspaceId, huntId, runId, at, window: times, missing: why });
		}
		await tx.huntRun.update({ where: { id: runId }, data: { readUntil: await readUntil(tx, run) } });
		const status = await finishIfRead(tx, ctx, run);
		await notify(tx, RUNS_CHANNEL, runId);
		return status;
	});
}

/** Ends the run when no window waits any more; `partial` when some are not wholly read. */
async function finishIfRead(tx: Transaction, ctx: Context, run: RunRow): Promise<RunStatus | null> {
	if ((await nextWaiting(tx, run)) !== null) return null;
	const unread = await incompleteWindows(tx, run.id);
	const status = unread.length > 0 ? "partial" : "succeeded";
	const whole = { from: run.windowFrom, to: run.windowTo };
	await tx.huntRun.update({
		where: { id: run.id },
		data: {
			status,
			phase: null,
			waiting: Prisma.DbNull,
			problem:
				unread.length > 0 ? problemJson({ code: "partial", message: inWords(unread, whole) }) : Prisma.DbNull,
			finishedAt: ctx.now(),
		},
	});
	return status;
}

/** From here until the transaction ends no cancellation is accepted. @throws AppError `cancelled` */
async function refuseCancelled(tx: Transaction, runId: string): Promise<void> {
	if (await lockedCancellation(tx, runId)) throw new AppError("cancelled", "The run was cancelled.");
}

/** Whether a cancellation was accepted; none can be until the transaction ends. */
export async function lockedCancellation(tx: Transaction, runId: string): Promise<boolean> {
	const [run] = await tx.$queryRaw<{ requested: boolean }[]>`
		SELECT "cancelRequestedAt" IS NOT NULL AS requested FROM "HuntRun" WHERE "id" = ${runId}::uuid FOR UPDATE`;
	return run?.requested ?? false;
}

function inText({ from, to }: { from: Date; to: Date }) {
	return { from: from.toISOString(), to: to.toISOString() };
}
