import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { enqueueDelivery } from "@/lib/platform/jobs/webhook-delivery";
import { RETENTION_MS } from "./rules";

/** A delivery due this long has lost its job, in milliseconds. */
const GRACE_MS = 30_000;
/** Deliveries that are forgotten at a time. */
const BATCH = 5_000;

/**
 * Queues again what is due and was not started, as after a crash, and forgets deliveries older than 30 days, also
 * those that wait for a paused webhook.
 * @returns webhooks that were queued
 */
export async function recoverDeliveries(ctx: Context, graceMs = GRACE_MS): Promise<number> {
	authorize(ctx.actor, "webhooks.manage");
	const now = ctx.now().getTime();
	const due = await ctx.db.webhookDelivery.findMany({
		where: {
			status: "pending",
			nextAttemptAt: { lte: new Date(now - graceMs) },
			OR: [{ webhook: { status: "active" } }, { test: true }],
		},
		distinct: ["webhookId"],
		select: { webhookId: true },
	});
	for (const { webhookId } of due) await ctx.db.$transaction((tx) => enqueueDelivery(tx, webhookId));
	const old = new Date(now - RETENTION_MS);
	const forgotten = await ctx.db.$executeRaw`
		DELETE FROM "WebhookDelivery" WHERE "id" IN (
			SELECT "id" FROM "WebhookDelivery" WHERE "createdAt" < ${old} LIMIT ${BATCH})`;
	if (forgotten > 0) {
		await ctx.db.webhookEvent.deleteMany({ where: { at: { lt: old }, deliveries: { none: {} } } });
	}
	return due.length;
}
