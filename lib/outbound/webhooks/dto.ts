import { fromRow } from "@/lib/core/answer";
import { visibleText } from "@/lib/core/visible-text";
import type { Context } from "@/lib/platform/context/context";
import type { Prisma, Webhook, WebhookDelivery } from "@/lib/platform/db/generated/client.ts";
import { isSealed } from "@/lib/platform/secrets/seal";
import { type DeliveryDto, deliveryDto, type WebhookDto, webhookDto } from "./schema";

type Counts = WebhookDto["deliveries"];
const NONE: Counts = { waiting: 0, delivered: 0, dead: 0, lastDeliveredAt: null };

export function toWebhook(row: Webhook, counts: Counts | undefined, now: Date): WebhookDto {
	const overlap =
		row.previousSecretUntil !== null && row.previousSecretUntil > now ? row.previousSecretUntil : null;
	return {
		...fromRow(webhookDto, row),
		overlapUntil: overlap?.toISOString() ?? null,
		secretEncrypted: isSealed(row.secret),
		createdBy: visibleText(row.createdByName),
		deliveries: counts ?? NONE,
	};
}

/** Deliveries of each webhook by how they stand; tests are left out. */
export async function countDeliveries(
	db: Pick<Context["db"], "webhookDelivery">,
	webhookIds: readonly string[],
): Promise<Map<string, Counts>> {
	const groups = await db.webhookDelivery.groupBy({
		by: ["webhookId", "status"],
		where: { webhookId: { in: [...webhookIds] }, test: false },
		_count: true,
		_max: { settledAt: true },
	});
	const counts = new Map<string, Counts>();
	for (const { webhookId, status, _count, _max } of groups) {
		const known = counts.get(webhookId) ?? NONE;
		counts.set(
			webhookId,
			status === "delivered"
				? { ...known, delivered: _count, lastDeliveredAt: _max.settledAt?.toISOString() ?? null }
				: { ...known, [status === "dead" ? "dead" : "waiting"]: _count },
		);
	}
	return counts;
}

export const DELIVERY_INCLUDE = {
	event: { select: { type: true } },
} satisfies Prisma.WebhookDeliveryInclude;

export function toDelivery(row: WebhookDelivery & { event: { type: string } }): DeliveryDto {
	return {
		...fromRow(deliveryDto, row),
		event: row.event.type,
		responseStatus: row.lastStatus,
		problem: row.lastProblem,
	};
}
