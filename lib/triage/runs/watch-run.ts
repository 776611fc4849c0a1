import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { subscribe } from "@/lib/platform/db/notify";
import { isFinished, type RunSummary } from "@/lib/triage/catalogue/schema";
import { getRun } from "./get-run";
import { RUNS_CHANNEL } from "./queue-run";

interface RunWatcher {
	readonly onRun: (run: RunSummary) => void;
	/** After the last `onRun`: the run has finished, or cannot be read. */
	readonly onEnd: () => void;
}

/** Tells how a run stands now and at each change, until it has finished. @returns how to stop watching */
export async function watchRun(ctx: Context, runId: string, watcher: RunWatcher): Promise<() => void> {
	authorize(ctx.actor, "hunts.read");
	let reading = false;
	let again = false;
	let ended = false;
	const read = async () => {
		if (ended) return;
		if (reading) {
			again = true;
			return;
		}
		reading = true;
		try {
			do {
				again = false;
				const run = await getRun(ctx, runId);
				watcher.onRun(run);
				if (isFinished(run.status)) stop();
			} while (again && !ended);
		} catch {
			stop();
		} finally {
			reading = false;
		}
	};
	const unsubscribe = subscribe(
		RUNS_CHANNEL,
		(id) => {
			if (id === runId) void read();
		},
		// What was told while nobody listened is read again.
		{ onListening: () => void read() },
	);
	const stop = () => {
		if (ended) return;
		ended = true;
		unsubscribe();
		watcher.onEnd();
	};
	await read();
	return stop;
}
