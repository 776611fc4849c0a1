import { recordAudit } from "@/lib/audit/record";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client.ts";
import { holdLock } from "@/lib/db/lock";
import { notify, subscribe } from "@/lib/db/notify";
import { AppError } from "@/lib/errors";
import { ingest } from "@/lib/findings/ingest";
import { FINDINGS_CHANNEL } from "@/lib/findings/write-decision";
import { authorize } from "@/lib/identity/permissions";
import { isRowWise } from "@/lib/kql/row-wise";
import { logger } from "@/lib/logger";
import { inSpan, telemetry } from "@/lib/telemetry/telemetry";
import type { QueryWait } from "@/lib/workspaces/client";
import { workspaceById } from "@/lib/workspaces/registry";
import { askWhole } from "./ask-whole";
import { huntById } from "./catalogue";
import { gather } from "./evidence";
import { RUNS_CHANNEL } from "./queue-run";
import type { RunRow } from "./run-dto";
import { isFinished, type RunProblem } from "./schema";

/** A run that ended its process this often is not tried again. */
const MOST_ATTEMPTS = 3;
/** At most this often is progress written, in milliseconds. */
const PROGRESS_INTERVAL_MS = 250;

/** The lock a process holds while it executes a run: it goes when the process does, however that ends. */
export function runLock(runId: string): string {
	return `hunt-run ${runId}`;
}

/**
 * Executes a queued run, or one whose process died, and records how it came out: this never throws for what
 * the workspace or the hunt does. Findings, counts and the run's end are stored in one transaction, so that a
 * run that fails, is cancelled or dies leaves the findings as they were. Does nothing where another process
 * has the run, or it has finished.
 *
 * @param stopping fires when the process is asked to stop: the run goes back to the queue, and this throws
 */
export async function executeRun(ctx: Context, runId: string, stopping?: AbortSignal): Promise<void> {
	authorize(ctx.actor, "hunts.run");
	const lock = await holdLock(runLock(runId));
	if (!lock) return;
	try {
		const run = await ctx.db.huntRun.findUnique({ where: { id: runId } });
		if (!run || isFinished(run.status)) return;
		await inSpan(
			"hunt run",
			{ attributes: { "afterclick.run_id": run.id, "afterclick.hunt_id": run.huntId } },
			async (span) => {
				const execution = new Execution(ctx, run, stopping);
				await execution.execute();
				span.set({ "afterclick.run_status": execution.outcome });
				telemetry()?.count("afterclick.hunt.runs", 1, { "afterclick.run_status": execution.outcome });
			},
		);
	} finally {
		await lock.release();
	}
}

class Execution {
	readonly #ctx: Context;
	readonly #run: RunRow;
	readonly #stopping: AbortSignal | undefined;
	readonly #cancel = new AbortController();
	readonly #signal: AbortSignal;
	#lastProgress = 0;
	#waiting = false;
	#telling: Promise<void> = Promise.resolve();
	/** How it came out; `queued` until then. */
	outcome: RunRow["status"] = "queued";

	constructor(ctx: Context, run: RunRow, stopping: AbortSignal | undefined) {
		this.#ctx = ctx;
		this.#run = run;
		this.#stopping = stopping;
		this.#signal = stopping ? AbortSignal.any([this.#cancel.signal, stopping]) : this.#cancel.signal;
	}

	async execute(): Promise<void> {
		const heed = () => void this.#heedCancellation().catch(() => undefined);
		const unsubscribe = subscribe(
			RUNS_CHANNEL,
			(id) => {
				if (id === this.#run.id) heed();
			},
			{ onListening: heed },
		);
		try {
			if (this.#run.attempt >= MOST_ATTEMPTS) {
				throw new AppError("internal", `The process ended ${MOST_ATTEMPTS} times while this run was in it.`, {
					remedy: "Choose a shorter window.",
				});
			}
			await this.#update({
				status: "running",
				phase: "query",
				waiting: Prisma.DbNull,
				attempt: { increment: 1 },
				startedAt: this.#run.startedAt ?? this.#ctx.now(),
			});
			await this.#heedCancellation();
			this.#signal.throwIfAborted();
			await this.#hunt();
		} catch (error) {
			await this.#finishWith(error);
		} finally {
			unsubscribe();
		}
	}

	async #hunt(): Promise<void> {
		const signal = this.#signal;
		const client = workspaceById(this.#run.workspaceId);
		if (!client) {
			throw new AppError(
				"not_configured",
				"The workspace this run was started against is not connected any more.",
			);
		}
		const hunt = await huntById(this.#run.huntId);
		const window = { from: this.#run.windowFrom, to: this.#run.windowTo };
		const sampleBefore = await client.sample();
		const answer = await inSpan("hunt run query", {}, () =>
			askWhole({
				client,
				kql: this.#run.kql,
				window,
				signal,
				onWaiting: this.#onWaiting,
				divisible: isRowWise(this.#run.kql),
			}),
		);
		const { rows } = answer;
		await this.#update({ rowsRead: rows.length, phase: "evidence" });

		const gathered = await inSpan("hunt run evidence", {}, () =>
			gather({
				client,
				hunt,
				rows,
				window,
				signal,
				onProgress: (evidenceRows) => this.#progress({ evidenceRows }),
				onWaiting: this.#onWaiting,
			}),
		);
		signal.throwIfAborted();
		// An import may replace the sample while the run reads: only what was a sample throughout is one.
		const sample = sampleBefore && (await client.sample());
		await this.#update({ evidenceRows: gathered.evidenceRows, phase: "ingest", sample });
		const reasons = [answer.incomplete, gathered.partial].filter((why) => why !== null);
		await inSpan("hunt run ingest", {}, () => this.#store(gathered.findings, sample, reasons));
	}

	async #store(
		findings: Parameters<typeof ingest>[1]["findings"],
		sample: boolean,
		reasons: readonly string[],
	): Promise<void> {
		const { workspaceId, huntId, id: runId } = this.#run;
		const at = this.#ctx.now();
		const status = reasons.length > 0 ? "partial" : "succeeded";
		const ingested = await this.#ctx.db.$transaction(
			async (tx) => {
				const counts = await ingest(tx, {
					workspaceId,
					huntId,
					runId,
					at,
					sample,
					findings,
					signal: this.#signal,
					onProgress: (sofar) => {
						void this.#progress({
							findingsNew: sofar.new,
							findingsSeen: sofar.seen,
							findingsChanged: sofar.changed,
						}).catch(() => undefined);
					},
				});
				// A cancellation accepted until here is kept; one that waits for this lock finds the run finished.
				if (await lockedCancellation(tx, runId)) throw new AppError("cancelled", "The run was cancelled.");
				await tx.huntRun.update({
					where: { id: runId },
					data: {
						status,
						phase: null,
						problem:
							reasons.length > 0
								? problemJson({ code: "partial", message: reasons.join(" ") })
								: Prisma.DbNull,
						findingsNew: counts.new,
						findingsSeen: counts.seen,
						findingsChanged: counts.changed,
						finishedAt: this.#ctx.now(),
					},
				});
				await recordAudit(tx, this.#ctx, [
					{ verb: "hunts.ingest", targetKind: "run", targetId: runId, after: { ...counts } },
				]);
				await notify(tx, RUNS_CHANNEL, runId);
				await notify(tx, FINDINGS_CHANNEL, runId);
				return counts;
			},
			{ timeout: 15 * 60_000, maxWait: 30_000 },
		);
		this.outcome = status;
		for (const outcome of ["new", "seen", "changed"] as const) {
			telemetry()?.count("afterclick.findings.ingested", ingested[outcome], {
				"afterclick.outcome": outcome,
			});
		}
	}

	async #finishWith(error: unknown): Promise<void> {
		await this.#telling;
		// Told or not yet, a cancellation that was accepted decides how the run ends.
		await this.#heedCancellation();
		if (!this.#cancel.signal.aborted && this.#stopping?.aborted) {
			// A process that was asked to stop did not die of this run.
			await this.#update({
				status: "queued",
				phase: null,
				waiting: Prisma.DbNull,
				attempt: { decrement: 1 },
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
					problem: cancelled ? Prisma.DbNull : problemJson(problemOf(error)),
					findingsNew: 0,
					findingsSeen: 0,
					findingsChanged: 0,
					finishedAt: this.#ctx.now(),
				},
			});
			await notify(tx, RUNS_CHANNEL, this.#run.id);
		});
	}

	async #heedCancellation(): Promise<void> {
		const run = await this.#ctx.db.huntRun.findUnique({
			where: { id: this.#run.id },
			select: { cancelRequestedAt: true },
		});
		if (run?.cancelRequestedAt) this.#cancel.abort(new AppError("cancelled", "The run was cancelled."));
	}

	async #progress(data: Prisma.HuntRunUpdateInput): Promise<void> {
		const now = Date.now();
		if (now - this.#lastProgress < PROGRESS_INTERVAL_MS) return;
		this.#lastProgress = now;
		await this.#update(data);
	}

	/** Shown while it lasts; that it could not be shown is no reason to fail. */
	readonly #onWaiting = (wait: QueryWait | null): void => {
		if (wait === null && !this.#waiting) return;
		this.#waiting = wait !== null;
		const waiting =
			wait === null ? Prisma.DbNull : (JSON.parse(JSON.stringify(wait)) as Prisma.InputJsonValue);
		// In the order they were told.
		this.#telling = this.#telling.then(() => this.#update({ waiting })).catch(() => undefined);
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

/** Whether a cancellation was accepted; none can be until the transaction ends. */
async function lockedCancellation(tx: Transaction, runId: string): Promise<boolean> {
	const [run] = await tx.$queryRaw<{ requested: boolean }[]>`
		SELECT "cancelRequestedAt" IS NOT NULL AS requested FROM "HuntRun" WHERE "id" = ${runId}::uuid FOR UPDATE`;
	return run?.requested ?? false;
}

function problemOf(error: unknown): RunProblem {
	if (error instanceof AppError) {
		return {
			code: error.code,
			message: error.message,
			...(error.remedy === undefined ? {} : { remedy: error.remedy }),
			...(error.places.length === 0 ? {} : { places: error.places }),
		};
	}
	return {
		code: "internal",
		message: "The run stopped because of an error in Afterclick; the log has the details.",
	};
}

function problemJson(problem: RunProblem): Prisma.InputJsonValue {
	return JSON.parse(JSON.stringify(problem)) as Prisma.InputJsonValue;
}
