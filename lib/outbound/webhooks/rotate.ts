import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { Webhook } from "@/lib/platform/db/generated/client.ts";
import { type RemovalQuery, removalQuery } from "@/lib/platform/http/operation";
import { findSecretKeys, keysForAnswer, requireSecretKeys } from "@/lib/platform/secrets/keys";
import type { SecretKeys } from "@/lib/platform/secrets/seal";
import { countDeliveries, toWebhook } from "./dto";
import { lockWebhook } from "./find";
import { OVERLAP_MS } from "./rules";
import type { WebhookWithSecret } from "./schema";
import { newSecret, openSecret, sealSecret } from "./secret";
import { requireWebhookVersion } from "./update";

/**
 * Gives a webhook a new secret, which is in this answer and never again. For {@link OVERLAP_MS} the one before
 * signs too, so that the receiver can change over without losing anything; where its key is lost, it can't.
 * @throws AppError `not_found`, `conflict` when it has changed since it was seen (with `webhook`)
 */
export async function rotateSecret(
	ctx: Context,
	webhookId: string,
	input: RemovalQuery = {},
): Promise<WebhookWithSecret> {
	authorize(ctx.actor, "webhooks.manage");
	const { version } = parseInput(removalQuery, input);
	const secret = newSecret();
	const { current: key } = await keysForAnswer(requireSecretKeys);
	return ctx.db.$transaction(async (tx) => {
		const before = await lockWebhook(tx, webhookId);
		if (version !== undefined) await requireWebhookVersion(tx, ctx, before, version);
		const overlaps = canBeOpened(before, await keysForAnswer(findSecretKeys));
		const until = overlaps ? new Date(ctx.now().getTime() + OVERLAP_MS) : null;
		const webhook = await tx.webhook.update({
			where: { id: before.id },
			data: {
				secret: sealSecret(secret, before.id, key),
				previousSecret: overlaps ? before.secret : null,
				previousSecretUntil: until,
				version: { increment: 1 },
			},
		});
		const counts = await countDeliveries(tx, [webhook.id]);
		await recordAudit(tx, ctx, {
			verb: "webhooks.rotate",
			target: ["webhook", webhook.id],
			after: { overlapUntil: until?.toISOString() ?? null },
		});
		return { webhook: toWebhook(webhook, counts.get(webhook.id), ctx.now()), secret };
	});
}

function canBeOpened({ id, secret }: Webhook, keys: SecretKeys): boolean {
	try {
		openSecret(secret, id, keys);
		return true;
	} catch {
		return false;
	}
}
