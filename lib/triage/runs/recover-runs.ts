import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { holdLock } from "@/lib/platform/db/lock";
import { enqueueHuntRun } from "@/lib/platform/jobs/hunt-run";
import { runLock } from "./execute-run";

/** A run this young may simply not have been picked up yet, in milliseconds. */
const GRACE_MS = 10_000;

/**
 * Queues again the runs whose process died: those unfinished whose lock nobody holds.
 * @returns how many
 */
export async function recoverRuns(ctx: Context, graceMs = GRACE_MS): Promise<number> {
	authorize(ctx.actor, "hunts.run");
	const unfinished = await ctx.db.huntRun.findMany({
		where: {
			status: { in: ["queued", "running"] },
			createdAt: { lt: new Date(ctx.now().getTime() - graceMs) },
		},
		select: { id: true, trigger: true },
	});
	let recovered = 0;
	for (const { id, trigger } of unfinished) {
		const lock = await holdLock(runLock(id));
		if (!lock) continue;
		await lock.release();
		await ctx.db.$transaction((tx) => enqueueHuntRun(tx, { id, trigger }));
		recovered += 1;
	}
	return recovered;
}
