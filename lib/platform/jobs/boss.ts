/** Work that outlasts a request: queues in the same PostgreSQL (pg-boss), worked by every replica. */
import pg from "pg";
import PgBoss from "pg-boss";
import { AppError } from "@/lib/core/errors";
import { connectionOptions, databaseUrl, type Transaction } from "@/lib/platform/db/client";
import { notify, subscribe } from "@/lib/platform/db/notify";
import { type JobData, type QueueName, queueNames, queues, schedules } from "@/lib/platform/jobs/queues";
import { logger } from "@/lib/platform/telemetry/logger";

const SCHEMA = "pgboss";
/** On which the enqueued queue's name is told, so that a job starts at once and polling is only the net. */
const JOBS_CHANNEL = "jobs";
const POLLING_SECONDS = 5;

export interface Job<Name extends QueueName> {
	readonly id: string;
	readonly data: JobData[Name];
	/** Aborted when the process is asked to stop: leave what can be resumed. */
	readonly signal: AbortSignal;
}

export type Handlers = {
	readonly [Name in QueueName]?: (job: Job<Name>) => Promise<void>;
};

export interface JobsOptions {
	readonly handlers: Handlers;
	/** Jobs of one queue this process works at a time; 1 if not given. */
	readonly concurrency?: { readonly [Name in QueueName]?: number };
}

interface Running {
	readonly boss: PgBoss;
	readonly stopping: AbortController;
	readonly unsubscribe: () => void;
}

let running: Running | undefined;

/** Creates the queues where they are missing. Replicas may do it at once: one does, the others wait. */
export async function installJobs(url: string): Promise<void> {
	const guard = new pg.Client(connectionOptions(url, "jobs"));
	guard.on("error", () => {}); // the query that meets it reports it
	await guard.connect();
	try {
		// pg-boss has a lock for its tables but none for its queues.
		await guard.query("select pg_advisory_lock(hashtextextended('afterclick jobs', 0))");
		await installQueues(url);
	} finally {
		await guard.end();
	}
}

async function installQueues(url: string): Promise<void> {
	const boss = createBoss(url, { max: 1, supervise: false, schedule: false });
	await boss.start();
	try {
		for (const name of queueNames) {
			if (!(await boss.getQueue(name))) await boss.createQueue(name, { name, ...queues[name] });
			else await boss.updateQueue(name, { name, ...queues[name] });
			const cron = schedules[name];
			if (cron) await boss.schedule(name, cron, {}, { tz: "UTC" });
		}
	} finally {
		await boss.stop({ graceful: false });
	}
}

/** Starts working the queues that have a handler. The queues must be there (see `prepareDatabase`). */
export async function startJobs(options: JobsOptions): Promise<void> {
	if (running) throw new Error("The jobs of this process are running already.");
	const boss = createBoss(databaseUrl(), { max: 4, migrate: false });
	const stopping = new AbortController();
	await boss.start();
	const workers = new Map<string, string[]>();
	for (const name of queueNames) {
		workers.set(name, await startWorkers(boss, name, options, stopping.signal));
	}
	const wake = (name: string) => {
		for (const id of workers.get(name) ?? []) boss.notifyWorker(id);
	};
	const unsubscribe = subscribe(JOBS_CHANNEL, wake, {
		onListening: () => {
			for (const name of workers.keys()) wake(name);
		},
	});
	running = { boss, stopping, unsubscribe };
}

/** @returns the workers' ids; none for a queue without a handler */
async function startWorkers<Name extends QueueName>(
	boss: PgBoss,
	name: Name,
	{ handlers, concurrency }: JobsOptions,
	signal: AbortSignal,
): Promise<string[]> {
	const handle: Handlers[Name] = handlers[name];
	if (!handle) return [];
	const ids: string[] = [];
	for (let count = 0; count < (concurrency?.[name] ?? 1); count++) {
		let own: string | undefined;
		own = await boss.work<JobData[Name]>(
			name,
			{ batchSize: 1, pollingIntervalSeconds: POLLING_SECONDS },
			async (jobs) => {
				try {
					for (const job of jobs) await handle({ id: job.id, data: job.data, signal });
				} finally {
					// Where there was a job there may be another, which would else wait for the next poll.
					if (own !== undefined) boss.notifyWorker(own);
				}
			},
		);
		ids.push(own);
	}
	return ids;
}

/**
 * Takes no more jobs, aborts the signal of those in work and waits for them. One that does not end in time is
 * put back into its queue.
 */
export async function stopJobs(timeoutMs = 20_000): Promise<void> {
	const stop = running;
	running = undefined;
	if (!stop) return;
	stop.unsubscribe();
	stop.stopping.abort(new AppError("cancelled", "Afterclick is being stopped."));
	await stop.boss.stop({ graceful: true, wait: true, timeout: timeoutMs });
}

/**
 * Puts a job into its queue within the caller's transaction, and wakes a worker when that commits.
 * @param options.startAfter not before then; at once if not given.
 */
export async function enqueue<Name extends QueueName>(
	tx: Transaction,
	name: Name,
	data: JobData[Name],
	options: { readonly startAfter?: Date } = {},
): Promise<string> {
	const db: PgBoss.Db = {
		async executeSql(text, values) {
			const plain = values.map((value) =>
				value !== null && typeof value === "object" ? JSON.stringify(value) : (value ?? null),
			);
			return { rows: await tx.$queryRawUnsafe<unknown[]>(text, ...plain) };
		},
	};
	const id = await sender().send(name, data, {
		db,
		...(options.startAfter ? { startAfter: options.startAfter } : {}),
	});
	if (id === null) throw new AppError("internal", `The job queue ${name} is missing.`);
	await notify(tx, JOBS_CHANNEL, name);
	return id;
}

let unconnected: PgBoss | undefined;

/** Writes the SQL only; every statement goes through the transaction it is given. */
function sender(): PgBoss {
	unconnected ??= new PgBoss({
		schema: SCHEMA,
		db: {
			executeSql: () => Promise.reject(new Error("A job can only be enqueued in a transaction.")),
		},
	});
	return unconnected;
}

function createBoss(url: string, options: PgBoss.ConstructorOptions): PgBoss {
	const boss = new PgBoss({
		...connectionOptions(url, "jobs"),
		schema: SCHEMA,
		archiveCompletedAfterSeconds: 24 * 60 * 60,
		deleteAfterDays: 7,
		...options,
	});
	boss.on("error", (error) => logger().error({ err: error }, "job queue"));
	return boss;
}
