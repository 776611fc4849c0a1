import path from "node:path";
import { AppError } from "@/lib/core/errors";
import { FairLine } from "@/lib/core/fair-line";
import { readManifest } from "@/lib/sources/files/store";
import type { TableSchema } from "@/lib/sources/kql/tables";
import { EngineChild } from "./child";
import type { FromWorker } from "./protocol";
import { internalBody, MAX_ROWS, outOfMemoryBody, timeoutBody } from "./wire";

export interface LocalEngineOptions {
	/** The workspace: `workspace.json` and `tables/` in it. */
	readonly directory: string;
	/** What a query may hold in memory, in MB (default 1024). The child as a whole stays under that and half again + 512. */
	readonly memoryLimitMb?: number;
	/** How long a query may run, in milliseconds (default two minutes). */
	readonly timeoutMs?: number;
	/** What `now()` in a query yields. */
	readonly now?: () => Date;
	/** Rows of one answer, above which it is partial (default and most: 500,000). */
	readonly maxRows?: number;
}

export interface LocalQuery {
	readonly kql: string;
	/** Half-open; intersects with any filter in the query. */
	readonly timespan?: { readonly from: Date; readonly to: Date };
	readonly signal?: AbortSignal;
	/** For whom it is, as the line for free places counts; none: for Afterclick itself. */
	readonly owner?: string;
}

/** An answer in the shape of the Log Analytics query API. */
export interface LocalAnswer {
	readonly status: number;
	readonly headers: Record<string, string>;
	readonly body: string;
}

export interface LocalTable {
	readonly schema: TableSchema;
	readonly rows: number;
	/** ISO instants of the oldest and newest `TimeGenerated`; null without rows or without that column. */
	readonly oldest: string | null;
	readonly newest: string | null;
}

interface Job {
	readonly id: number;
	readonly owner: string;
	readonly query: LocalQuery;
	readonly pieces: string[];
	readonly settle: (answer: LocalAnswer | Error) => void;
	child: EngineChild | null;
	timer: NodeJS.Timeout | undefined;
	/** Set when the job is over for its caller but the child has not let it go. */
	settled: boolean;
	timedOut: boolean;
	/** Runs without others beside it, since it was there when the child died. */
	alone: boolean;
}

/**
 * Queries at once, in a fair line: one owner has two, so that the third place answers others beside them. It is one
 * child still, since a second one would need KQL_MEMORY_MB a second time, and DuckDB runs queries side by side.
 */
const CONCURRENCY = 3;
/** How long the child may take to let a query go before it is killed. */
const GRACE_MS = 2_000;
/** How long the child may take to start: seconds, but on a machine with too much to do a minute has been seen. */
const START_MS = 90_000;
const MEMORY_CHECK_MS = 100;

/**
 * Runs KQL over the files of a local workspace, in a child process with limits on time and memory. The child is
 * started with the first query and again after it died; what a query does to it is that query's failure alone.
 */
export class LocalEngine {
	readonly #directory: string;
	readonly #memoryLimitMb: number;
	readonly #timeoutMs: number;
	readonly #now: () => Date;
	readonly #maxRows: number;
	readonly #line = new FairLine(CONCURRENCY);
	readonly #waiting: Job[] = [];
	readonly #running = new Map<number, Job>();
	#child: EngineChild | null = null;
	#ready = false;
	#startTimer: NodeJS.Timeout | undefined;
	#memoryTimer: NodeJS.Timeout | undefined;
	#ids = 0;
	#closed = false;

	constructor(options: LocalEngineOptions) {
		this.#directory = path.resolve(options.directory);
		this.#memoryLimitMb = options.memoryLimitMb ?? 1024;
		this.#timeoutMs = options.timeoutMs ?? 120_000;
		this.#now = options.now ?? (() => new Date());
		this.#maxRows = options.maxRows ?? MAX_ROWS;
	}

	/** Process id of the child at work, for tests and for the curious. */
	get pid(): number | undefined {
		return this.#child?.pid;
	}

	/**
	 * Runs one query. Resolves with what the service would answer, failures included: 200, 400 for what cannot be
	 * run, 504 at the time limit.
	 * @throws DOMException AbortError when `signal` fires; AppError `invalid_input` for an impossible time span, or `unavailable` after {@link close}.
	 */
	query(query: LocalQuery): Promise<LocalAnswer> {
		if (this.#closed) return Promise.reject(closedError());
		if (query.signal?.aborted) return Promise.reject(abortError());
		const { timespan } = query;
		if (timespan && !(timespan.from.getTime() <= timespan.to.getTime())) {
			return Promise.reject(
				new AppError("invalid_input", "A query's time span needs a start and an end after it."),
			);
		}
		return new Promise((resolve, reject) => {
			const onAbort = () => this.#abort(job);
			const job: Job = {
				id: ++this.#ids,
				owner: query.owner ?? "",
				query,
				pieces: [],
				settle(answer) {
					if (job.settled) return;
					job.settled = true;
					clearTimeout(job.timer);
					query.signal?.removeEventListener("abort", onAbort);
					if (answer instanceof Error) reject(answer);
					else resolve(answer);
				},
				child: null,
				timer: undefined,
				settled: false,
				timedOut: false,
				alone: false,
			};
			query.signal?.addEventListener("abort", onAbort, { once: true });
			this.#waiting.push(job);
			this.#next();
		});
	}

	/** The workspace's tables, their rows and the times they cover, as its manifest has them. */
	async tables(): Promise<LocalTable[]> {
		const manifest = await readManifest(this.#directory);
		return (manifest?.tables ?? []).map((schema) => {
			const parts = manifest?.parts.filter((part) => part.table === schema.name) ?? [];
			const instants = (name: "from" | "to") => parts.flatMap((part) => part[name] ?? []).sort();
			return {
				schema,
				rows: parts.reduce((sum, part) => sum + part.rows, 0),
				oldest: instants("from")[0] ?? null,
				newest: instants("to").at(-1) ?? null,
			};
		});
	}

	/** Ends the child; queries under way and waiting fail with `unavailable`. */
	async close(): Promise<void> {
		this.#closed = true;
		for (const job of [...this.#running.values(), ...this.#waiting]) job.settle(closedError());
		this.#waiting.length = 0;
		const child = this.#child;
		this.#child = null;
		child?.kill();
		while (child && !child.ended) await new Promise((resolve) => setTimeout(resolve, 10));
	}

	#next(): void {
		if (this.#closed) return;
		const job = this.#nextJob();
		if (job) {
			this.#child ??= this.#start();
			if (this.#ready) {
				this.#waiting.splice(this.#waiting.indexOf(job), 1);
				this.#line.serve(job.owner);
				this.#run(job, this.#child);
				this.#next();
				return;
			}
		}
		const busy = this.#running.size > 0 || this.#waiting.length > 0;
		if (busy) {
			this.#child?.work();
			this.#memoryTimer ??= setInterval(() => this.#child?.checkMemory(), MEMORY_CHECK_MS);
		} else {
			this.#child?.rest();
			clearInterval(this.#memoryTimer);
			this.#memoryTimer = undefined;
		}
	}

	/** Whose turn it is; undefined while nobody may start. */
	#nextJob(): Job | undefined {
		const running = [...this.#running.values()];
		if (running.some((other) => other.alone)) return undefined;
		const job = this.#line.next(
			this.#waiting,
			running.map(({ owner }) => owner),
		);
		return job?.alone && running.length > 0 ? undefined : job;
	}

	#run(job: Job, child: EngineChild): void {
		this.#running.set(job.id, job);
		job.child = child;
		job.pieces.length = 0;
		child.work();
		const { kql, timespan } = job.query;
		child.send({
			type: "query",
			id: job.id,
			kql,
			timespan: timespan ? { from: timespan.from.getTime(), to: timespan.to.getTime() } : null,
			now: this.#now().getTime(),
			maxRows: this.#maxRows,
		});
		job.timer = setTimeout(() => {
			job.timedOut = true;
			job.settle(answer(504, timeoutBody(this.#timeoutMs / 1000)));
			this.#letGo(job);
		}, this.#timeoutMs);
	}

	/** Asks the child to stop a query nobody waits for; kills it when it does not. */
	#letGo(job: Job): void {
		const { child } = job;
		child?.send({ type: "cancel", id: job.id });
		job.timer = setTimeout(() => {
			if (this.#running.has(job.id)) child?.kill();
		}, GRACE_MS);
	}

	#abort(job: Job): void {
		job.settle(abortError());
		const waiting = this.#waiting.indexOf(job);
		if (waiting >= 0) {
			this.#waiting.splice(waiting, 1);
			this.#next();
		} else if (this.#running.has(job.id)) this.#letGo(job);
	}

	#start(): EngineChild {
		this.#ready = false;
		const child: EngineChild = new EngineChild(
			{
				directory: this.#directory,
				memoryLimitMb: this.#memoryLimitMb,
				residentLimitMb: Math.ceil(this.#memoryLimitMb * 1.5) + 512,
				threads: 2,
			},
			(message) => this.#receive(child, message),
			(outgrown) => this.#childEnded(child, outgrown),
		);
		this.#startTimer = setTimeout(() => {
			if (!this.#ready) child.kill();
		}, START_MS);
		return child;
	}

	#receive(child: EngineChild, message: FromWorker): void {
		if (child !== this.#child) return;
		if (message.type === "ready") {
			clearTimeout(this.#startTimer);
			this.#ready = true;
			this.#next();
			return;
		}
		const job = this.#running.get(message.id);
		if (!job) return;
		if (message.type === "piece") {
			if (!job.settled) job.pieces.push(message.text);
			return;
		}
		this.#running.delete(job.id);
		clearTimeout(job.timer);
		if (message.type === "done") job.settle(answer(message.status, job.pieces.join("")));
		else if (message.type === "out-of-memory") job.settle(answer(400, outOfMemoryBody(this.#memoryLimitMb)));
		else job.settle(answer(500, internalBody("The query was stopped.")));
		this.#next();
	}

	#childEnded(child: EngineChild, outgrown: boolean): void {
		if (child !== this.#child) return;
		clearTimeout(this.#startTimer);
		const started = this.#ready;
		this.#child = null;
		this.#ready = false;
		const lost = [...this.#running.values()];
		this.#running.clear();
		if (!started) {
			const error = new AppError("unavailable", "The local query engine could not be started.", {
				remedy: "See the application's log for the reason.",
			});
			for (const job of this.#waiting.splice(0)) job.settle(error);
		}
		for (const job of lost) {
			clearTimeout(job.timer);
			if (job.settled) continue;
			// Whose fault it was cannot be seen where several ran: each gets one more try, by itself.
			if (lost.length > 1 && !job.alone) {
				job.alone = true;
				this.#waiting.unshift(job);
			} else if (outgrown) {
				job.settle(answer(400, outOfMemoryBody(this.#memoryLimitMb)));
			} else {
				job.settle(answer(500, internalBody("The local query engine ended unexpectedly.")));
			}
		}
		this.#next();
	}
}

function answer(status: number, body: string): LocalAnswer {
	return { status, headers: { "content-type": "application/json; charset=utf-8" }, body };
}

function abortError(): DOMException {
	return new DOMException("The query was cancelled.", "AbortError");
}

function closedError(): AppError {
	return new AppError("unavailable", "The local query engine is closed.");
}
