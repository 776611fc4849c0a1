import type { Transaction } from "@/lib/platform/db/client";
import { enqueue } from "@/lib/platform/jobs/boss";

/** Queues the look at whether a handover has been acknowledged, in the transaction that signs it. */
export async function enqueueHandoverEscalation(
	tx: Transaction,
	handoverId: string,
	startAfter: Date,
): Promise<void> {
	await enqueue(tx, "handover-escalation", { handoverId }, { startAfter });
}
