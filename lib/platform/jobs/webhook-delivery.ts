import type { Transaction } from "@/lib/platform/db/client";
import { enqueue } from "@/lib/platform/jobs/boss";

/**
 * Queues a look at what is due for a webhook, at once or when something will be. A look that finds nothing does no
 * harm, so one too many is better than one too few.
 */
export async function enqueueDelivery(tx: Transaction, webhookId: string, startAfter?: Date): Promise<void> {
	await enqueue(tx, "webhook-delivery", { webhookId }, startAfter ? { startAfter } : {});
}
