import { FairLine } from "@/lib/core/fair-line";
import type { Context } from "@/lib/platform/context/context";
import { subscribe } from "@/lib/platform/db/notify";
import { enqueueHuntRun } from "@/lib/platform/jobs/hunt-run";
import { executeRun } from "./execute-run";
import { RUNS_CHANNEL } from "./queue-run";
import { RUN_OWNER, RUN_WITH_TOKEN } from "./run-owner";

/** A job that waits longer than this is queued again, well before the queue takes it for dead; in milliseconds. */
const LONGEST_WAIT_MS = 30 * 60_000;

interface WaitingRun {
	readonly id: string;
	readonly owner: string;
	/** Its process died in it. */
	readonly begun: boolean;
}

/**
 * The places for hunt runs in this process. A job of the queue is a claim to a place, and which run gets that place is
 * decided when it is free ({@link FairLine}): the queue itself would hand out runs in the order they came, and one
 * person's slow hunts would hold every place.
 */
export class RunPlaces {
	readonly #line: FairLine;
	/** Runs in work here, and for whom. */
	readonly #working = new Map<string, string>();
	/** Called when something may have changed for those who wait. */
	readonly #waking = new Set<() => void>();

	constructor(places: number) {
		this.#line = new FairLine(places);
	}

	/**
	 * Executes one run: the job's own, or one whose turn is before it and whose job then does this one. Waits while no
	 * run may have the place, and ends when none is left.
	 * @throws what `stopping` is aborted with while it waits: the job goes back to its queue
	 */
	async work(ctx: Context, runId: string, stopping?: AbortSignal): Promise<void> {
		const began = performance.now();
		let wake = () => {};
		const onChange = () => wake();
		this.#waking.add(onChange);
		stopping?.addEventListener("abort", onChange);
		const unsubscribe = subscribe(RUNS_CHANNEL, onChange, { onListening: onChange });
		const timer = setTimeout(onChange, LONGEST_WAIT_MS);
		timer.unref();
		/** Runs that another process has. */
		const elsewhere: string[] = [];
		try {
			for (;;) {
				stopping?.throwIfAborted();
				// From before the look on, so that nothing between the two is missed.
				const changed = new Promise<void>((resolve) => {
					wake = resolve;
				});
				const waiting = await this.#waiting(ctx, runId, elsewhere);
				if (waiting.length === 0) return;
				// Another place may have taken one while this looked.
				const left = waiting.filter(({ id }) => !this.#working.has(id));
				const run = this.#line.next(left, [...this.#working.values()]);
				if (run === undefined) {
					if (performance.now() - began >= LONGEST_WAIT_MS) return await queueAgain(ctx, runId);
					if (left.length > 0) await changed;
				} else if (!(await this.#execute(ctx, run))) elsewhere.push(run.id);
				// One that a dead process left has no other job that would do it.
				else if (!waiting.some(({ id, begun }) => begun && id !== run.id)) return;
			}
		} finally {
			clearTimeout(timer);
			unsubscribe();
			stopping?.removeEventListener("abort", onChange);
			this.#waking.delete(onChange);
		}
	}

	async #execute(ctx: Context, { id, owner }: WaitingRun): Promise<boolean> {
		this.#line.serve(owner);
		this.#working.set(id, owner);
		try {
			return await executeRun(ctx, id);
		} finally {
			this.#working.delete(id);
			for (const wake of [...this.#waking]) wake();
		}
	}

	/** The first of each owner, in the order they came. */
	#waiting(ctx: Context, runId: string, elsewhere: readonly string[]): Promise<WaitingRun[]> {
		const not = [...this.#working.keys(), ...elsewhere];
		return ctx.db.$queryRaw<WaitingRun[]>`
			SELECT * FROM (
				SELECT DISTINCT ON ("owner") run."id"::text AS "id", ${RUN_OWNER} AS "owner",
					run."status" = 'running' AS "begun", run."createdAt"
				FROM ${RUN_WITH_TOKEN}
				WHERE (run."status" = 'queued' AND run."trigger" <> 'backfill'
						OR run."status" = 'running' AND run."id" = ${runId}::uuid)
					AND NOT run."id"::text = ANY(${not})
				ORDER BY "owner", run."createdAt", run."id"
			) first ORDER BY "createdAt", "id"`;
	}
}

/** The same claim in a new job, at the end of the queue. */
async function queueAgain(ctx: Context, runId: string): Promise<void> {
	await ctx.db.$transaction((tx) => enqueueHuntRun(tx, { id: runId, trigger: "person" }));
}
