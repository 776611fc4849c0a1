/**
 * What Next stands on, brought up in order: data directory, database, sample workspace, jobs. Whatever is
 * started says at once how it is stopped.
 */

import { tellLate } from "@/lib/cases/deadlines/tell-late";
import { AppError } from "@/lib/core/errors";
import { escalateUnacknowledged } from "@/lib/handovers/read-back/escalate";
import { resealSecrets } from "@/lib/operations/secrets/reseal";
import { prepareDatabase } from "@/lib/operations/startup/prepare-database";
import { runNode } from "@/lib/operations/startup/run-node";
import { lookAtIncidents, recoverPushes } from "@/lib/outbound/incidents/recover";
import { syncIncident } from "@/lib/outbound/incidents/sync";
import { deliver } from "@/lib/outbound/webhooks/deliver";
import { publishHead } from "@/lib/outbound/webhooks/publish-head";
import { recoverDeliveries } from "@/lib/outbound/webhooks/recover";
import { noteHeadInFile, sendHeadToSyslog, stampNotedHead } from "@/lib/platform/audit/note-head";
import { lookEvery } from "@/lib/platform/config/clock";
import { config, publishDatabaseUrl } from "@/lib/platform/config/config";
import { SYSTEM } from "@/lib/platform/context/actor";
import { type Context, createContext } from "@/lib/platform/context/context";
import { sweepIdempotencyKeys } from "@/lib/platform/context/idempotency";
import { closeDatabase, database, databaseUrl } from "@/lib/platform/db/client";
import { type DataLock, lockDataDirectory } from "@/lib/platform/db/data-lock";
import { closeNotifications } from "@/lib/platform/db/notify";
import { superviseEmbedded } from "@/lib/platform/db/supervise";
import { forgetEnded } from "@/lib/platform/identity/forget-ended";
import { startJobs, stopJobs } from "@/lib/platform/jobs/boss";
import { queueLengths } from "@/lib/platform/jobs/queue-lengths";
import { processState } from "@/lib/platform/process/process-state";
import type { Shutdown } from "@/lib/platform/process/shutdown";
import { logger } from "@/lib/platform/telemetry/logger";
import { telemetry } from "@/lib/platform/telemetry/telemetry";
import { hasWorkspace } from "@/lib/sources/files/store";
import { closeWorkspaces } from "@/lib/sources/workspaces/registry";
import { executeRun } from "@/lib/triage/runs/execute-run";
import { recoverRuns } from "@/lib/triage/runs/recover-runs";
import { RunPlaces } from "@/lib/triage/runs/run-places";
import { repairClock } from "@/lib/triage/schedules/repair-clock";
import { runDue } from "@/lib/triage/schedules/run-due";

const ANCHOR_INTERVAL_MS = 10 * 60_000;
/** How long a stop waits for the syslog server. */
const ANCHOR_STOP_MS = 2_000;
/** How long a job in work may go on once asked to stop; a run cut off then is resumed at the next start. */
const JOB_PATIENCE_MS = 5_000;
/** Hunts that this process runs at a time, backfills aside; the last place is kept for an owner who holds none. */
const RUN_PLACES = 4;
const RECOVERY_INTERVAL_MS = 60_000;
const SCHEDULE_INTERVAL_MS = 5_000;
const FORGET_INTERVAL_MS = 60 * 60_000;

/** A sentence for the person who waits for the start. */
export type Say = (message: string) => void;

/** @throws AppError `already_running` when another process has the data directory. */
export async function takeDataDirectory(shutdown: Shutdown): Promise<DataLock> {
	const lock = await lockDataDirectory(config().dataDirectory);
	shutdown.add("data directory", () => lock.release());
	return lock;
}

/** The configured database or our own, migrated and ready for `database()`. */
export async function startDatabase(lock: DataLock, shutdown: Shutdown, say: Say): Promise<void> {
	if (!config().databaseIsExternal) {
		const server = await superviseEmbedded({
			lock,
			onProgress: say,
			// Whatever runs this process (systemd, an orchestrator) starts it again, and with it the database.
			onLost: (error) => {
				logger().fatal({ err: error }, "the database server is lost");
				say(error.message);
				void shutdown.run().then(() => process.exit(1));
			},
		});
		shutdown.add("database server", () => server.stop());
		publishDatabaseUrl(server.url);
	}
	const applied = await prepareDatabase(databaseUrl());
	if (applied.length > 0) say(`Database migrated: ${applied.join(", ")}.`);
	shutdown.add("database connections", async () => {
		await closeNotifications();
		await closeDatabase();
	});
}

/** Without a Sentinel and without files of the person's own, a sample to look at. */
export async function ensureWorkspace(say: Say): Promise<void> {
	const { sentinel, workspaceDirectory } = config();
	if (sentinel.length > 0) return;
	try {
		if (await hasWorkspace(workspaceDirectory)) return;
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		// What hunts have found is in the database: it is served, and the Workspace page says what is wrong.
		say([error.message, error.remedy].filter(Boolean).join(" "));
		return;
	}
	say("Making the sample workspace (first start).");
	// DuckDB keeps what it took for writing the files: 130 MB that this process would hold for as long as it runs.
	await runNode({
		args: ["--import", "tsx", "scripts/sample.ts"],
		// Left behind by a start that was killed, it would keep the next one from writing.
		endsWithUs: true,
		failure: "The sample workspace could not be created:",
	});
}

/** Works the queues, and from time to time takes up runs whose process died and forgets sessions that are over. */
export async function startWork(shutdown: Shutdown): Promise<void> {
	const ctx = createContext(SYSTEM);
	// Without its key nearly everything works; Health says what doesn't, and what to do.
	await resealSecrets(ctx).catch((error: unknown) => {
		logger().error({ err: error }, "encrypting stored secrets failed");
	});
	// The engine's process ends only after the connections: a run it cuts off must stay unfinished on record.
	shutdown.add("workspace", closeWorkspaces);
	const places = new RunPlaces(RUN_PLACES);
	await startJobs({
		handlers: {
			"audit-anchor": async () => void (await publishHead(createContext(SYSTEM))),
			"handover-escalation": async ({ data }) =>
				void (await escalateUnacknowledged(createContext(SYSTEM), data.handoverId)),
			"hunt-run": ({ data, signal }) => places.work(createContext(SYSTEM), data.runId, signal),
			"hunt-backfill": async ({ data, signal }) =>
				void (await executeRun(createContext(SYSTEM), data.runId, signal)),
			"incident-push": ({ data, signal }) => syncIncident(createContext(SYSTEM), data.caseId, { signal }),
			"deadline-check": async () => void (await tellLate(createContext(SYSTEM))),
			"incident-look": async () => void (await lookAtIncidents(createContext(SYSTEM))),
			"sweep-idempotency-keys": async () => void (await sweepIdempotencyKeys(createContext(SYSTEM))),
			"webhook-delivery": ({ data, signal }) => deliver(createContext(SYSTEM), data.webhookId, { signal }),
		},
		// A receiver that hangs must not hold up the others, nor a hunt with a slow query.
		concurrency: { "hunt-run": RUN_PLACES, "webhook-delivery": 4, "incident-push": 2 },
	});
	processState().jobs = true;
	shutdown.add("jobs", () => {
		processState().jobs = false;
		return stopJobs(JOB_PATIENCE_MS);
	});
	const recover = (graceMs?: number) =>
		recoverRuns(ctx, graceMs).catch((error: unknown) => {
			logger().error({ err: error }, "recovering runs failed");
			return 0;
		});
	const recoverSent = (graceMs?: number) =>
		recoverDeliveries(ctx, graceMs).catch((error: unknown) => {
			logger().error({ err: error }, "recovering deliveries failed");
			return 0;
		});
	const recoverIncidents = (graceMs?: number) =>
		recoverPushes(ctx, graceMs).catch((error: unknown) => {
			logger().error({ err: error }, "recovering pushes to Sentinel failed");
			return 0;
		});
	await recover(0);
	await recoverSent(0);
	await recoverIncidents(0);
	const timer = setInterval(() => {
		void recover();
		void recoverSent();
		void recoverIncidents();
	}, RECOVERY_INTERVAL_MS);
	telemetry()?.gauge("afterclick.queue.length", async () =>
		[...(await queueLengths(ctx.db))].map(([name, value]) => ({
			value,
			attributes: { "afterclick.queue": name },
		})),
	);
	timer.unref();
	shutdown.add("recovery", async () => clearInterval(timer));
	startSchedules(ctx, shutdown);
	await startAnchoring(ctx, shutdown);
	const forget = () =>
		forgetEnded(database(), new Date()).catch((error: unknown) => {
			logger().error({ err: error }, "forgetting ended sessions failed");
		});
	await forget();
	const sweep = setInterval(() => void forget(), FORGET_INTERVAL_MS);
	sweep.unref();
	shutdown.add("forgetting", async () => clearInterval(sweep));
}

/**
 * Notes the audit's head outside the database: at the start, every ten minutes, and when it stops. Nothing waits for
 * a server elsewhere but the stop, a little.
 */
async function startAnchoring(ctx: Context, shutdown: Shutdown): Promise<void> {
	const stopped = new AbortController();
	let sending: Promise<unknown> | undefined;
	const note = async () => {
		await noteHeadInFile(ctx.db);
		sending ??= Promise.all([
			sendHeadToSyslog(ctx.db, stopped.signal),
			stampNotedHead(stopped.signal),
		]).finally(() => {
			sending = undefined;
		});
	};
	await note();
	const timer = setInterval(() => void note(), ANCHOR_INTERVAL_MS);
	timer.unref();
	shutdown.add("audit anchors", async () => {
		clearInterval(timer);
		stopped.abort();
		await sending;
		await noteHeadInFile(ctx.db);
		await sendHeadToSyslog(ctx.db, AbortSignal.timeout(ANCHOR_STOP_MS));
	});
}

/** Takes the slots of schedules as they become due. A look that fails is no loss: the next one finds them. */
function startSchedules(ctx: Context, shutdown: Shutdown): void {
	let looking: Promise<unknown> | undefined;
	let last = Number.POSITIVE_INFINITY;
	const repairAndRun = async () => {
		// After a start, and when the clock was set back since the last look, what was ahead has to be found.
		const now = ctx.now().getTime();
		await repairClock(ctx, { queues: now < last });
		last = now;
		await runDue(ctx);
	};
	const look = () => {
		looking ??= repairAndRun()
			.catch((error: unknown) => logger().error({ err: error }, "taking due slots failed"))
			.finally(() => {
				looking = undefined;
			});
	};
	look();
	const timer = setInterval(look, lookEvery(SCHEDULE_INTERVAL_MS));
	timer.unref();
	shutdown.add("schedules", async () => {
		clearInterval(timer);
		await looking;
	});
}
