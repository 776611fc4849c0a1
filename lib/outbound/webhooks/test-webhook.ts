import { recordAudit } from "@/lib/platform/audit/record";
import { config } from "@/lib/platform/config/config";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { DELIVERY_INCLUDE, toDelivery } from "./dto";
import { recordDeliveries } from "./emit";
import { lockWebhook } from "./find";
import type { DeliveryDto } from "./schema";

/** Sends a test event, once and also to a paused webhook. @throws AppError `not_found` */
export async function testWebhook(ctx: Context, webhookId: string): Promise<DeliveryDto> {
	authorize(ctx.actor, "webhooks.manage");
	const { publicUrl } = config();
	return ctx.db.$transaction(async (tx) => {
		const webhook = await lockWebhook(tx, webhookId);
		const eventId = await recordDeliveries(tx, ctx, {
			type: "webhook.test",
			data: {
				webhook: webhook.name,
				by: actorRecord(ctx.actor).actorName,
				link: publicUrl === undefined ? null : `${publicUrl}/settings/webhooks/${webhook.id}`,
			},
			webhookIds: [webhook.id],
			test: true,
		});
		const delivery = await tx.webhookDelivery.findFirstOrThrow({
			where: { eventId },
			include: DELIVERY_INCLUDE,
		});
		await recordAudit(tx, ctx, {
			verb: "webhooks.test",
			target: ["webhook", webhook.id],
			after: { deliveryId: delivery.id },
		});
		return toDelivery(delivery);
	});
}
