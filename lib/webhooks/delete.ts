import { recordAudit } from "@/lib/audit/record";
import type { Context } from "@/lib/context";
import { authorize } from "@/lib/identity/permissions";
import { lockWebhook } from "./find";
import { audited } from "./update";

/** Deletes a webhook with its secret and its deliveries, also those that wait. @throws AppError `not_found` */
export async function deleteWebhook(ctx: Context, webhookId: string): Promise<void> {
	authorize(ctx.actor, "webhooks.manage");
	await ctx.db.$transaction(async (tx) => {
		const webhook = await lockWebhook(tx, webhookId);
		await tx.webhook.delete({ where: { id: webhook.id } });
		await tx.webhookEvent.deleteMany({ where: { deliveries: { none: {} } } });
		await recordAudit(tx, ctx, [
			{
				verb: "webhooks.delete",
				targetKind: "webhook",
				targetId: webhook.id,
				before: audited(webhook),
			},
		]);
	});
}
