import type { Transaction } from "@/lib/platform/db/client";
import { enqueue } from "@/lib/platform/jobs/boss";

/**
 * Queues the execution of a run, in the transaction that records it: both are committed or neither. A backfill has a
 * queue of its own: it may take hours, in which the others must not wait.
 */
export async function enqueueHuntRun(
	tx: Transaction,
	run: { readonly id: string; readonly trigger: string },
): Promise<void> {
	await enqueue(tx, run.trigger === "backfill" ? "hunt-backfill" : "hunt-run", { runId: run.id });
}
