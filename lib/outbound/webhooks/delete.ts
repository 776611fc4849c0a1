import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { type RemovalQuery, removalQuery } from "@/lib/platform/http/operation";
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
		await recordAudit(tx, ctx, {
			verb: "webhooks.delete",
			target: ["webhook", webhook.id],
			before: audited(webhook),
		});
	});
}
