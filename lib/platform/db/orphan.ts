/** A server left running when its owner was killed, and the pid file it (or a machine that went down) left. */
import { readFile, unlink } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "@/lib/core/errors";
import { commandOf, isAlive, waitForExit } from "@/lib/platform/db/process-identity";

export interface Postmaster {
	readonly pid: number;
	readonly port: number;
	/** "starting", "stopping", "ready" or "standby". */
	readonly status: string;
}

/** What `postmaster.pid` says (lines 1, 4 and 8; src/include/utils/pidfile.h), or undefined without one. */
export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
	const text = await readFile(join(cluster, "postmaster.pid"), "utf8").catch(() => undefined);
	const lines = text?.split("\n").map((line) => line.trim());
	const pid = Number(lines?.[0]);
	if (!lines || !Number.isInteger(pid) || pid <= 0) return undefined;
	return { pid, port: Number(lines[3] ?? 0), status: lines[7] ?? "" };
}

/**
 * Stops a server that still runs in `cluster`, in order, and clears a pid file that names somebody else's
 * process (PostgreSQL itself would then refuse to start). Call only while holding the directory's lock.
 * @returns the pid of the server that was stopped, or undefined when there was none.
 */
export async function stopOrphan(cluster: string): Promise<number | undefined> {
	const postmaster = await readPostmaster(cluster);
	if (!postmaster || !isAlive(postmaster.pid)) return undefined;
	const command = await commandOf(postmaster.pid);
	const isOurs = command !== undefined && /postgres/i.test(command) && command.includes(cluster);
	if (!isOurs) {
		await unlink(join(cluster, "postmaster.pid")).catch(() => undefined);
		return undefined;
	}
	// Fast shutdown first (a checkpoint, nothing to recover); immediate if it does not come to an end.
	for (const [signal, patience] of [
		["SIGINT", 20_000],
		["SIGQUIT", 10_000],
	] as const) {
		try {
			process.kill(postmaster.pid, signal);
		} catch {
			break;
		}
		if (await waitForExit(postmaster.pid, patience)) return postmaster.pid;
	}
	if (!isAlive(postmaster.pid)) return postmaster.pid;
	throw new AppError(
		"unavailable",
		`A database server from an earlier start (process ${postmaster.pid}) still runs in ${cluster} and does not stop.`,
		{ remedy: `Stop it by hand: kill -QUIT ${postmaster.pid}` },
	);
}
