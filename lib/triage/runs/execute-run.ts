import { AppError } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { Prisma } from "@/lib/platform/db/generated/client.ts";
import { holdLock } from "@/lib/platform/db/lock";
import { notify, subscribe } from "@/lib/platform/db/notify";
import { logger } from "@/lib/platform/telemetry/logger";
import { inSpan, telemetry } from "@/lib/platform/telemetry/telemetry";
import {
	ownedBy,
	type QueryAnswer,
	type QueryWait,
	type Row,
	type Rows,
	type WorkspaceClient,
} from "@/lib/sources/workspaces/client";
import { workspaceById } from "@/lib/sources/workspaces/registry";
import { isDivisible } from "@/lib/triage/catalogue/analysis";
import { huntById } from "@/lib/triage/catalogue/catalogue";
import type { Hunt } from "@/lib/triage/catalogue/definition";
import { isFinished, type RunStatus } from "@/lib/triage/catalogue/schema";
import type { ObservedFinding } from "@/lib/triage/findings/observe";
import { gather } from "./evidence";
import { noteDelay } from "./late-rows";
import { RUNS_CHANNEL } from "./queue-run";
import type { RunRow } from "./run-dto";
import { runOwner } from "./run-owner";
import { problemJson, problemOf } from "./run-problem";
import {
	MOST_TIMEOUTS,
	nextWaiting,
	planWindows,
	type RunTotals,
	type RunWindow,
	split,
	totals,
} from "./run-windows";
import { giveUp, lockedCancellation, type Stored, storePart, type WindowEnd } from "./store-window";

/** A run that ended its process this often without reading one window more is not tried again. */
const MOST_ATTEMPTS = 3;
/** Rows of an answer that are made findings and stored together: what is in memory at once. */
const PART_ROWS = 5_000;
/** At most this often is progress written, in milliseconds. */
const PROGRESS_INTERVAL_MS = 250;

/** The lock a process holds while it executes a run: it goes when the process does, however that ends. */
export function runLock(runId: string): string {
	return `hunt-run ${runId}`;
}

/**
 * Executes a queued run, or one whose process died, and records how it came out: this never throws for what
 * the workspace or the hunt does. Each window's findings are stored with the fact that it is read, and the last one's
 * with the run's end. What fails, is cancelled, paused or dies keeps the windows that were read, and a run that is
 * resumed goes on with the first that was not. Does nothing where another process has the run, or it has
 * finished or is paused.
 *
 * @param stopping fires when the process is asked to stop: the run goes back to the queue, and this throws
 * @returns whether it was executed here
 */
export async function executeRun(ctx: Context, runId: string, stopping?: AbortSignal): Promise<boolean> {
	authorize(ctx.actor, "hunts.run");
	const lock = await holdLock(runLock(runId));
	if (!lock) return false;
	try {
		const run = await ctx.db.huntRun.findUnique({ where: { id: runId } });
		if (!run || isFinished(run.status) || run.status === "paused") return false;
		await inSpan(
			"hunt run",
			{ attributes: { "afterclick.run_id": run.id, "afterclick.hunt_id": run.huntId } },
			async (span) => {
				const stop = stopping ? AbortSignal.any([stopping, lock.lost]) : lock.lost;
				const execution = new Execution(ctx, run, stop);
				await execution.execute();
				span.set({ "afterclick.run_status": execution.outcome });
				telemetry()?.count("afterclick.hunt.runs", 1, { "afterclick.run_status": execution.outcome });
			},
		);
		return true;
	} finally {
		await lock.release();
	}
}

/** The hunt of a run and the workspace that it queries. */
interface RunTarget {
	readonly client: WorkspaceClient;
	readonly hunt: Hunt;
	readonly divisible: boolean;
}

class Execution {
	readonly #ctx: Context;
	readonly #run: RunRow;
	readonly #stopping: AbortSignal;
	readonly #cancel = new AbortController();
	readonly #signal: AbortSignal;
	#lastProgress = 0;
	#waiting = false;
	/** Writes of progress, one after the other. */
	#telling: Promise<void> = Promise.resolve();
	/** What the windows that are read have come to. */
	#kept: RunTotals = { rowsRead: 0, evidenceRows: 0, findingsNew: 0, findingsSeen: 0, findingsChanged: 0 };
	#sample = true;
	/** How it came out; `queued` until then. */
	outcome: RunStatus = "queued";

	constructor(ctx: Context, run: RunRow, stopping: AbortSignal) {
		this.#ctx = ctx;
		this.#run = run;
		this.#stopping = stopping;
		this.#signal = AbortSignal.any([this.#cancel.signal, stopping]);
	}

	async execute(): Promise<void> {
		const apply = () => void this.#applyCancellation().catch(() => undefined);
		const unsubscribe = subscribe(
			RUNS_CHANNEL,
			(id) => {
				if (id === this.#run.id) apply();
			},
			{ onListening: apply },
		);
		try {
			await this.#begin();
			await this.#hunt();
		} catch (error) {
			await this.#finishWith(error);
		} finally {
			unsubscribe();
		}
	}

	async #begin(): Promise<void> {
		const run = this.#run;
		const read = await this.#ctx.db.runWindow.findFirst({
			where: { runId: run.id, finishedAt: { not: null } },
			orderBy: { finishedAt: "desc" },
		});
		const wentOn = read?.finishedAt && run.resumedAt && read.finishedAt >= run.resumedAt;
		if (run.attempt >= MOST_ATTEMPTS && run.status === "running" && !wentOn) {
			throw new AppError("internal", `The process ended ${MOST_ATTEMPTS} times while this run was in it.`, {
				remedy: "Choose a shorter window.",
			});
		}
		if (read) this.#sample = run.sample;
		this.#kept = await totals(this.#ctx.db, run.id);
		await this.#update({
			status: "running",
			phase: "query",
			waiting: Prisma.DbNull,
			attempt: { increment: 1 },
			startedAt: run.startedAt ?? this.#ctx.now(),
			resumedAt: this.#ctx.now(),
			resumedFrom: run.readUntil ?? run.windowFrom,
		});
		await this.#applyCancellation();
		this.#signal.throwIfAborted();
	}

	async #hunt(): Promise<void> {
		const workspace = workspaceById(this.#run.workspaceId);
		if (!workspace) {
			throw new AppError(
				"not_configured",
				"The workspace this run was started against is no longer connected.",
			);
		}
		const client = ownedBy(workspace, await runOwner(this.#ctx.db, this.#run.id));
		const hunt = await huntById(this.#run.huntId, Number.POSITIVE_INFINITY);
		const target = { client, hunt, divisible: isDivisible(hunt, this.#run.kql) };
		await planWindows(this.#ctx.db, this.#run, target.divisible);
		for (;;) {
			this.#signal.throwIfAborted();
			if (await this.#rest()) return;
			const window = await nextWaiting(this.#ctx.db, this.#run);
			if (window === null) break;
			const status = await this.#read(target, window);
			if (status !== null) this.outcome = status;
		}
		// The next one by the clock begins accordingly.
		if (this.#run.trigger === "schedule")
			await noteDelay(this.#ctx.db, this.#run, hunt, client, this.#ctx.now(), this.#stopping);
	}

	/** A backfill that somebody wants to rest does so between two windows. */
	async #rest(): Promise<boolean> {
		const { count } = await this.#ctx.db.huntRun.updateMany({
			where: { id: this.#run.id, status: "running", pauseRequestedAt: { not: null } },
			data: { status: "paused", phase: null, pauseRequestedAt: null },
		});
		if (count === 0) return false;
		this.outcome = "paused";
		await notify(this.#ctx.db, RUNS_CHANNEL, this.#run.id);
		return true;
	}

	/** @returns how the run has come out; null while windows wait */
	async #read(target: RunTarget, window: RunWindow): Promise<RunStatus | null> {
		const { client, hunt, divisible } = target;
		const signal = this.#signal;
		const sampleBefore = await client.sample();
		await this.#update({ phase: "query" });
		const answer = await inSpan("hunt run query", {}, () =>
			client.query({ kql: this.#run.kql, window, signal, onWaiting: this.#onWaiting }),
		);
		if (answer.outcome === "failed") return await this.#timedOut(window, answer.error, divisible);
		if (isCut(answer) && divisible && (await split(this.#ctx.db, this.#run, window, false))) return null;

		const rows = answer.outcome === "no_data" ? [] : answer.rows;
		const rowsRead = this.#kept.rowsRead + rows.length;
		const reasons = new Set(answer.outcome === "partial" ? [answer.reason] : []);
		const evidenceBefore = this.#kept.evidenceRows;
		let evidenceRows = 0;
		let status: RunStatus | null = null;
		for (const { part, last } of inParts(rows, PART_ROWS)) {
			await this.#update({ rowsRead, phase: "evidence" });
			const gathered = await inSpan("hunt run evidence", {}, () =>
				gather({
					client,
					hunt,
					rows: part,
					// Evidence of a finding may be from any time of the run, not only from where it was found.
					window: { from: this.#run.windowFrom, to: this.#run.windowTo },
					signal,
					onProgress: (read) => this.#progress({ evidenceRows: evidenceBefore + evidenceRows + read }),
					onWaiting: this.#onWaiting,
				}),
			);
			signal.throwIfAborted();
			evidenceRows += gathered.evidenceRows;
			if (gathered.partial !== null) reasons.add(gathered.partial);
			// An import may replace the sample while the run reads: only what was a sample throughout is one.
			this.#sample &&= sampleBefore && (await client.sample());
			await this.#update({
				evidenceRows: evidenceBefore + evidenceRows,
				phase: "ingest",
				sample: this.#sample,
			});
			const missing = [...reasons].join(" ") || null;
			const end = last ? { rowsRead: rows.length, evidenceRows, missing } : null;
			status = (await this.#store(window, gathered.findings, end)).status;
		}
		return status;
	}

	async #store(
		window: RunWindow,
		findings: readonly ObservedFinding[],
		end: WindowEnd | null,
	): Promise<Stored> {
		const stored = await inSpan("hunt run ingest", {}, () =>
			storePart(this.#ctx, this.#run, {
				window,
				findings,
				sample: this.#sample,
				end,
				signal: this.#signal,
				onProgress: (counts) => {
					void this.#progress({
						findingsNew: this.#kept.findingsNew + counts.new,
						findingsSeen: this.#kept.findingsSeen + counts.seen,
						findingsChanged: this.#kept.findingsChanged + counts.changed,
					});
				},
				settled: () => this.#telling,
			}),
		);
		this.#kept = await totals(this.#ctx.db, this.#run.id);
		for (const outcome of ["new", "seen", "changed"] as const) {
			telemetry()?.count("afterclick.findings.ingested", stored.counts[outcome], {
				"afterclick.outcome": outcome,
			});
		}
		return stored;
	}

	/** A query that took too long is asked in halves; after {@link MOST_TIMEOUTS} of them the rest stays unread. */
	async #timedOut(window: RunWindow, error: AppError, divisible: boolean): Promise<RunStatus | null> {
		if (!divisible || error.details.shorterWindowHelps !== true) throw error;
		const { db } = this.#ctx;
		const runId = this.#run.id;
		const earlier = await db.runWindow.count({ where: { runId, timedOut: true } });
		const last = earlier + 1 >= MOST_TIMEOUTS;
		if (!last && (await split(db, this.#run, window, true))) return null;
		const left = last
			? await db.runWindow.findMany({ where: { runId, status: "waiting" }, orderBy: { from: "asc" } })
			: [window];
		const read = await db.runWindow.count({
			where: { runId, timedOut: false, status: { in: ["done", "incomplete"] } },
		});
		if (last && read === 0) throw error;
		return await giveUp(this.#ctx, this.#run, left, error.message);
	}

	async #finishWith(error: unknown): Promise<void> {
		await this.#telling;
		// Told or not yet, a cancellation that was accepted decides how the run ends.
		await this.#applyCancellation();
		const { rowsRead: _, evidenceRows: __, ...findings } = this.#kept;
		if (!this.#cancel.signal.aborted && this.#stopping.aborted) {
			// A process that was asked to stop did not die of this run.
			await this.#update({
				status: "queued",
				phase: null,
				waiting: Prisma.DbNull,
				attempt: { decrement: 1 },
				...findings,
			});
			throw error;
		}
		await this.#ctx.db.$transaction(async (tx) => {
			const cancelled = await lockedCancellation(tx, this.#run.id);
			if (!cancelled) logger().warn({ runId: this.#run.id, err: error }, "hunt run failed");
			this.outcome = cancelled ? "cancelled" : "failed";
			await tx.huntRun.updateMany({
				where: { id: this.#run.id, status: { in: ["queued", "running"] } },
				data: {
					status: this.outcome,
					phase: null,
					waiting: Prisma.DbNull,
					problem: cancelled ? Prisma.DbNull : problemJson(problemOf(error)),
					...findings,
					finishedAt: this.#ctx.now(),
				},
			});
			await notify(tx, RUNS_CHANNEL, this.#run.id);
		});
	}

	async #applyCancellation(): Promise<void> {
		const run = await this.#ctx.db.huntRun.findUnique({
			where: { id: this.#run.id },
			select: { cancelRequestedAt: true },
		});
		if (run?.cancelRequestedAt) this.#cancel.abort(new AppError("cancelled", "The run was cancelled."));
	}

	/** Shown while it lasts; that it could not be shown is no reason to fail. */
	async #progress(data: Prisma.HuntRunUpdateInput): Promise<void> {
		const now = Date.now();
		if (now - this.#lastProgress < PROGRESS_INTERVAL_MS) return;
		this.#lastProgress = now;
		await this.#tell(data);
	}

	/** In the order they were told. */
	#tell(data: Prisma.HuntRunUpdateInput): Promise<void> {
		this.#telling = this.#telling.then(() => this.#update(data)).catch(() => undefined);
		return this.#telling;
	}

	readonly #onWaiting = (wait: QueryWait | null): void => {
		if (wait === null && !this.#waiting) return;
		this.#waiting = wait !== null;
		const waiting =
			wait === null ? Prisma.DbNull : (JSON.parse(JSON.stringify(wait)) as Prisma.InputJsonValue);
		void this.#tell({ waiting });
	};

	/** Only while unfinished: progress that arrives late must not write over the end. */
	async #update(data: Prisma.HuntRunUpdateInput): Promise<void> {
		await this.#ctx.db.$transaction(async (tx) => {
			await tx.huntRun.updateMany({
				where: { id: this.#run.id, status: { in: ["queued", "running"] } },
				data: data as Prisma.HuntRunUpdateManyMutationInput,
			});
			await notify(tx, RUNS_CHANNEL, this.#run.id);
		});
	}
}

/** The rows in parts of at most `size`, each a list of its own; one that is empty where there are none. */
function* inParts(rows: Rows, size: number): Generator<{ part: readonly Row[]; last: boolean }> {
	let part: Row[] = [];
	for (const row of rows) {
		if (part.length === size) {
			yield { part, last: false };
			part = [];
		}
		part.push(row);
	}
	yield { part, last: true };
}

function isCut(answer: QueryAnswer): boolean {
	return answer.outcome === "partial" && answer.shorterWindowHelps;
}
