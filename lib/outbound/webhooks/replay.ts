import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { Transaction } from "@/lib/platform/db/client";
import type { Webhook } from "@/lib/platform/db/generated/client.ts";
import { enqueueDelivery } from "@/lib/platform/jobs/webhook-delivery";
import { DELIVERY_INCLUDE, toDelivery } from "./dto";
import { lockWebhook } from "./find";
import type { DeliveryDto, ReplayResult } from "./schema";

/** Deliveries of one replay. */
const MOST = 1_000;

/**
 * Sends a delivery again, whatever became of it, under the same `webhook-id` and with all of its attempts again.
 * @throws AppError `not_found`, `conflict` while the webhook is disabled
 */
export async function replayDelivery(ctx: Context, deliveryId: string): Promise<DeliveryDto> {
	authorize(ctx.actor, "webhooks.manage");
	const id = parseInput(z.uuid(), deliveryId);
	return ctx.db.$transaction(async (tx) => {
		const known = await tx.webhookDelivery.findUnique({ where: { id }, select: { webhookId: true } });
		if (known === null) throw new AppError("not_found", "Delivery not found.");
		const webhook = await lockWebhook(tx, known.webhookId);
		refuseDisabled(webhook);
		await renew(tx, ctx, webhook.id, [id]);
		const delivery = await tx.webhookDelivery.findUniqueOrThrow({
			where: { id },
			include: DELIVERY_INCLUDE,
		});
		await audit(tx, ctx, webhook, { deliveryId: id });
		return toDelivery(delivery);
	});
}

/**
 * Sends all dead deliveries of a webhook again, oldest first, at most 1,000; tests are left alone.
 * @throws AppError `not_found`, `conflict` while the webhook is disabled
 */
export async function replayDead(ctx: Context, webhookId: string): Promise<ReplayResult> {
	authorize(ctx.actor, "webhooks.manage");
	return ctx.db.$transaction(async (tx) => {
		const webhook = await lockWebhook(tx, webhookId);
		refuseDisabled(webhook);
		const dead = await tx.webhookDelivery.findMany({
			where: { webhookId: webhook.id, status: "dead", test: false },
			orderBy: { id: "asc" },
			take: MOST,
			select: { id: true },
		});
		if (dead.length === 0) return { replayed: 0 };
		await renew(
			tx,
			ctx,
			webhook.id,
			dead.map(({ id }) => id),
		);
		await audit(tx, ctx, webhook, { deliveries: dead.length });
		return { replayed: dead.length };
	});
}

async function renew(tx: Transaction, ctx: Context, webhookId: string, ids: readonly string[]) {
	await tx.webhookDelivery.updateMany({
		where: { id: { in: [...ids] } },
		data: {
			status: "pending",
			round: { increment: 1 },
			tries: 0,
			nextAttemptAt: ctx.now(),
			settledAt: null,
		},
	});
	await enqueueDelivery(tx, webhookId);
}

function refuseDisabled(webhook: Webhook): void {
	if (webhook.status !== "disabled") return;
	throw new AppError("conflict", "The webhook is disabled: its receiver said it no longer exists.", {
		remedy: "Resume the webhook first.",
	});
}

async function audit(
	tx: Transaction,
	ctx: Context,
	webhook: Webhook,
	after: { deliveryId: string } | { deliveries: number },
) {
	await recordAudit(tx, ctx, { verb: "webhooks.replay", target: ["webhook", webhook.id], after });
}
