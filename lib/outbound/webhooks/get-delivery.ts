import { z } from "zod";
import { fromRow } from "@/lib/core/answer";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { DELIVERY_INCLUDE, toDelivery } from "./dto";
import { requestHeaders } from "./headers";
import { renderBody } from "./render";
import { attemptDto, type DeliveryDetail } from "./schema";

/** One delivery with its request, as it would be sent now, and every answer. @throws AppError `not_found` */
export async function getDelivery(ctx: Context, deliveryId: string): Promise<DeliveryDetail> {
	authorize(ctx.actor, "webhooks.manage");
	const id = parseInput(z.uuid(), deliveryId);
	const row = await ctx.db.webhookDelivery.findUnique({
		where: { id },
		include: { ...DELIVERY_INCLUDE, event: true, webhook: true, log: { orderBy: { at: "desc" } } },
	});
	if (row === null) throw new AppError("not_found", "Delivery not found.");
	const { webhook, event, log } = row;
	return {
		...toDelivery(row),
		webhookName: webhook.name,
		request: {
			url: webhook.url,
			shape: webhook.shape,
			headers: requestHeaders(id, log[0]?.at ?? ctx.now(), "v1,…"),
			body: renderBody(webhook.shape, event),
		},
		log: log.map((attempt) => fromRow(attemptDto, attempt)),
	};
}
