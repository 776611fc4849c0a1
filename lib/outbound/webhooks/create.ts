import { randomUUID } from "node:crypto";
import { AppError, fieldError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { keysForAnswer, requireSecretKeys } from "@/lib/platform/secrets/keys";
import { toWebhook } from "./dto";
import { configuredNetwork, destinationProblem } from "./post";
import { maskedUrl, WEBHOOK_LIMIT } from "./rules";
import { type WebhookInput, type WebhookWithSecret, webhookInput } from "./schema";
import { newSecret, sealSecret } from "./secret";

/**
 * Adds a webhook. Its secret is in this answer and never again.
 * @throws AppError `invalid_input`, `too_large` when there are {@link WEBHOOK_LIMIT} already
 */
export async function createWebhook(ctx: Context, input: WebhookInput): Promise<WebhookWithSecret> {
	authorize(ctx.actor, "webhooks.manage");
	const wanted = parseInput(webhookInput, input);
	refuseDestination(wanted.url);
	const secret = newSecret();
	const id = randomUUID();
	const { current: key } = await keysForAnswer(requireSecretKeys);
	return ctx.db.$transaction(async (tx) => {
		if ((await tx.webhook.count()) >= WEBHOOK_LIMIT) {
			throw new AppError("too_large", `There are ${WEBHOOK_LIMIT} webhooks already.`, {
				remedy: "Delete one that is not needed.",
			});
		}
		const webhook = await tx.webhook.create({
			data: {
				...wanted,
				id,
				secret: sealSecret(secret, id, key),
				createdAt: ctx.now(),
				createdByName: actorRecord(ctx.actor).actorName,
			},
		});
		await recordAudit(tx, ctx, {
			verb: "webhooks.create",
			target: ["webhook", id],
			after: { ...wanted, url: maskedUrl(wanted.url) },
		});
		return { webhook: toWebhook(webhook, undefined, ctx.now()), secret };
	});
}

/** @throws AppError `invalid_input` at `url` where a webhook may not go. */
export function refuseDestination(url: string): void {
	const message = destinationProblem(url, configuredNetwork());
	if (message !== null) {
		throw fieldError("url", message, `url: ${message}`);
	}
}
