import { z } from "zod";
import type { Context } from "@/lib/platform/context/context";
import { diskIsFull } from "@/lib/platform/db/disk-space";
import { migrationNames } from "@/lib/platform/db/migrations";
import { processState } from "@/lib/platform/process/process-state";

export const readinessAnswer = z.object({
	status: z.enum(["ready", "not_ready"]),
	stopping: z.boolean(),
	database: z.enum(["ok", "unreachable"]),
	/** `pending`: the database is older than this version of the product. */
	migrations: z.enum(["applied", "pending", "unknown"]),
	jobs: z.enum(["started", "not_started"]),
	/** `full`: the data directory's disk has less room than DISK_RESERVE_MB, and writes are refused. */
	disk: z.enum(["ok", "full"]),
});
type Readiness = Readonly<z.infer<typeof readinessAnswer>>;

/** Waiting for a connection included. Probes give up after two seconds, and must have the 503 before; milliseconds. */
const PATIENCE_MS = 1_000;

/** A question that hangs is not asked again beside itself: probes would take every connection of the pool. */
const asking = new WeakMap<Context["db"], Promise<"applied" | "pending">>();

/**
 * Whether a load balancer should send requests here: the database answers and has every migration, the jobs run,
 * and nobody has asked the process to stop. Says nothing of Sentinel, which may be away.
 */
export async function readiness(ctx: Context, patienceMs = PATIENCE_MS): Promise<Readiness> {
	const [migrations, full] = await Promise.all([inTime(askOnce(ctx), patienceMs), diskIsFull()]);
	const { jobs, stopping } = processState();
	return {
		status: migrations === "applied" && jobs && !stopping && !full ? "ready" : "not_ready",
		stopping,
		database: migrations === undefined ? "unreachable" : "ok",
		migrations: migrations ?? "unknown",
		jobs: jobs ? "started" : "not_started",
		disk: full ? "full" : "ok",
	};
}

function askOnce(ctx: Context): Promise<"applied" | "pending"> {
	const { db } = ctx;
	const known = asking.get(db);
	if (known !== undefined) return known;
	const asked = pendingMigrations(ctx).finally(() => asking.delete(db));
	asking.set(db, asked);
	return asked;
}

async function pendingMigrations(ctx: Context): Promise<"applied" | "pending"> {
	const known = await migrationNames();
	const rows = await ctx.db.$queryRaw<{ name: string }[]>`
		SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`;
	const applied = new Set(rows.map(({ name }) => name));
	return known.every((name) => applied.has(name)) ? "applied" : "pending";
}

/** Undefined when it fails or does not answer in time. */
async function inTime<T>(work: Promise<T>, ms: number): Promise<T | undefined> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<undefined>((resolve) => {
		timer = setTimeout(resolve, ms, undefined);
	});
	try {
		return await Promise.race([work.catch(() => undefined), late]);
	} finally {
		clearTimeout(timer);
	}
}
