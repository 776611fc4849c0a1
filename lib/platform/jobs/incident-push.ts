import type { Transaction } from "@/lib/platform/db/client";
import { enqueue } from "@/lib/platform/jobs/boss";

/** Queues a push of a case to Sentinel. One that finds nothing to do does no harm. */
export async function enqueuePush(tx: Transaction, caseId: string, startAfter?: Date): Promise<void> {
	await enqueue(tx, "incident-push", { caseId }, startAfter ? { startAfter } : {});
}
