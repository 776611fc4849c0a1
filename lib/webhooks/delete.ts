import { recordAudit } from "@/lib/audit/record";
import type { Context } from "@/lib/context";
import { type RemovalQuery, removalQuery } from "@/lib/http/operation";
import { parseInput } from "@/lib/http/parse";
import { authorize } from "@/lib/identity/permissions";
import { lockWebhook } from "./find";
import { audited, requireWebhookVersion } from "./update";

/**
 * Deletes a webhook with its secret and its deliveries, also those that wait.
 * @throws AppError `not_found`, `conflict` when it has changed since it was seen (with `webhook`)
 */
export async function deleteWebhook(
	ctx: Context,
	webhookId: string,
	input: RemovalQuery = {},
): Promise<void> {
	authorize(ctx.actor, "webhooks.manage");
	const { version } = parseInput(removalQuery, input);
	await ctx.db.$transaction(async (tx) => {
		const webhook = await lockWebhook(tx, webhookId);
		if (version !== undefined) await requireWebhookVersion(tx, ctx, webhook, version);
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
