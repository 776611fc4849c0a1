import { z } from "zod";
import { parseInput } from "@/lib/core/input/parse";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { DELIVERY_INCLUDE, toDelivery } from "./dto";
import { type DeliveryListInput, type DeliveryPage, deliveryListInput } from "./schema";

/**
 * The deliveries of a webhook, newest first (their ids grow with time). Of a status, only what the counts count and
 * a replay of the dead sends: tests are left out.
 */
export async function listDeliveries(
	ctx: Context,
	webhookId: string,
	input: DeliveryListInput,
): Promise<DeliveryPage> {
	authorize(ctx.actor, "webhooks.manage");
	const id = parseInput(z.uuid(), webhookId);
	const { status, cursor, limit } = parseInput(deliveryListInput, input);
	const rows = await ctx.db.webhookDelivery.findMany({
		where: {
			webhookId: id,
			...(status === undefined ? {} : { status, test: false }),
			...(cursor === undefined ? {} : { id: { lt: cursor } }),
		},
		orderBy: { id: "desc" },
		take: limit + 1,
		include: DELIVERY_INCLUDE,
	});
	const items = rows.slice(0, limit).map(toDelivery);
	return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
