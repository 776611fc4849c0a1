import type { Transaction } from "@/lib/db/client";
import { enqueue } from "@/lib/jobs/boss";

/** Queues the execution of a run, in the transaction that records it: both are committed or neither. */
export async function enqueueHuntRun(tx: Transaction, runId: string): Promise<void> {
	await enqueue(tx, "hunt-run", { runId });
}
