import type { Context } from "@/lib/platform/context/context";
import type { Transaction } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client.ts";
import { enqueueDelivery } from "@/lib/platform/jobs/webhook-delivery";
import type { EventData, EventType } from "./events";

/**
 * Records an event for every webhook that wants it, in the transaction in which it happens: what is rolled back is
 * never sent, and what is committed is never forgotten. Nothing is sent here. Call it before `recordAudit`.
 *
 * A paused webhook is told too: its deliveries wait until it is resumed.
 * @returns deliveries that were recorded
 */
export async function emit<Type extends EventType>(
	tx: Transaction,
	ctx: Context,
	type: Type,
	data: () => EventData<Type>,
): Promise<number> {
	// The lock keeps a webhook from being deleted under its new delivery, which would fail the whole transaction.
	const webhooks = await tx.$queryRaw<{ id: string }[]>`
		SELECT "id" FROM "Webhook" WHERE "status" <> 'disabled' AND ${type} = ANY("events")
		ORDER BY "id" FOR KEY SHARE`;
	if (webhooks.length === 0) return 0;
	await recordDeliveries(tx, ctx, {
		type,
		data: data(),
		webhookIds: webhooks.map(({ id }) => id),
	});
	return webhooks.length;
}

interface Recorded {
	readonly type: EventType;
	readonly data: EventData<EventType>;
	readonly webhookIds: readonly string[];
	readonly test?: boolean;
}

/** An event with its deliveries and the jobs that make them. @returns the event's id */
export async function recordDeliveries(tx: Transaction, ctx: Context, what: Recorded): Promise<string> {
	const at = ctx.now();
	const event = await tx.webhookEvent.create({
		data: { type: what.type, at, data: what.data as unknown as Prisma.InputJsonValue },
	});
	await tx.webhookDelivery.createMany({
		data: what.webhookIds.map((webhookId) => ({
			webhookId,
			eventId: event.id,
			test: what.test ?? false,
			createdAt: at,
			nextAttemptAt: at,
		})),
	});
	for (const webhookId of what.webhookIds) await enqueueDelivery(tx, webhookId);
	return event.id;
}
