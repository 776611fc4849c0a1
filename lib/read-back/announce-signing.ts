import { config } from "@/lib/config";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { handedItems } from "@/lib/handover-review/items";
import { handoverSigned } from "@/lib/handovers/events";
import { enqueueHandoverEscalation } from "@/lib/jobs/handover-escalation";
import { tellReceivers } from "./receivers";
import { acknowledgementDue } from "./rules";

/**
 * Tells the receivers and webhooks that a handover was signed, and queues the look at whether somebody has acknowledged
 * it in time. In the transaction of the signing, before `recordAudit`.
 */
export async function announceSigning(tx: Transaction, ctx: Context, handoverId: string): Promise<void> {
	const { receivers, ...handover } = await tx.handover.findUniqueOrThrow({
		where: { id: handoverId },
		include: { receivers: true },
	});
	await tellReceivers(
		tx,
		ctx,
		handover,
		receivers.map(({ personId }) => personId),
	);
	const due = acknowledgementDue(handover.signedAt ?? ctx.now(), config().handovers.acknowledgeMinutes);
	if (due !== null) await enqueueHandoverEscalation(tx, handoverId, due);
	await handoverSigned.announce(tx, ctx, { handover, items: handedItems(handover.snapshot) });
}
