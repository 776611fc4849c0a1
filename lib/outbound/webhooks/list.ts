import { config } from "@/lib/platform/config/config";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { countDeliveries, toWebhook } from "./dto";
import type { WebhookList } from "./schema";

/** All webhooks, oldest first. */
export async function listWebhooks(ctx: Context): Promise<WebhookList> {
	authorize(ctx.actor, "webhooks.manage");
	const rows = await ctx.db.webhook.findMany({ orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
	const counts = await countDeliveries(
		ctx.db,
		rows.map(({ id }) => id),
	);
	return {
		items: rows.map((row) => toWebhook(row, counts.get(row.id), ctx.now())),
		publicUrl: config().publicUrl ?? null,
	};
}
