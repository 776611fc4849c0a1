import { handoverSigned } from "@/lib/handovers/handovers/events";
import { handedItems } from "@/lib/handovers/handovers/items";
import { acknowledgementDue } from "@/lib/handovers/handovers/read-back-rules";
import { tellReceivers } from "@/lib/handovers/read-back/receivers";
import { config } from "@/lib/platform/config/config";
import type { Context } from "@/lib/platform/context/context";
import type { Transaction } from "@/lib/platform/db/client";
import { enqueueHandoverEscalation } from "@/lib/platform/jobs/handover-escalation";

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
