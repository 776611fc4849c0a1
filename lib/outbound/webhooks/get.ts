import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { countDeliveries, toWebhook } from "./dto";
import type { WebhookDto } from "./schema";

/** @throws AppError `not_found` */
export async function getWebhook(ctx: Context, webhookId: string): Promise<WebhookDto> {
	authorize(ctx.actor, "webhooks.manage");
	const id = parseInput(z.uuid(), webhookId);
	const row = await ctx.db.webhook.findUnique({ where: { id } });
	if (row === null) throw new AppError("not_found", "Webhook not found.");
	return toWebhook(row, (await countDeliveries(ctx.db, [id])).get(id), ctx.now());
}
