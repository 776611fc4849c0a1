import { changedSince } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { Transaction } from "@/lib/platform/db/client";
import type { Prisma, Webhook } from "@/lib/platform/db/generated/client.ts";
import { enqueueDelivery } from "@/lib/platform/jobs/webhook-delivery";
import { refuseDestination } from "./create";
import { countDeliveries, toWebhook } from "./dto";
import { lockWebhook } from "./find";
import { maskedUrl } from "./rules";
import { type WebhookChange, type WebhookDto, webhookChange } from "./schema";

/**
 * Changes, pauses or resumes a webhook. Resuming sends what has waited.
 * @throws AppError `invalid_input`, `not_found`, `conflict` when somebody has changed it since (with `webhook`)
 */
export async function updateWebhook(
	ctx: Context,
	webhookId: string,
	input: WebhookChange,
): Promise<WebhookDto> {
	authorize(ctx.actor, "webhooks.manage");
	const { version, status, ...fields } = parseInput(webhookChange, input);
	if (fields.url !== undefined) refuseDestination(fields.url);
	return ctx.db.$transaction(async (tx) => {
		const before = await lockWebhook(tx, webhookId);
		const { id } = before;
		await requireWebhookVersion(tx, ctx, before, version);
		const after = await tx.webhook.update({
			where: { id },
			data: { ...changed(fields), ...statusChange(before, status), version: { increment: 1 } },
		});
		if (after.status === "active" && before.status !== "active") await enqueueDelivery(tx, id);
		const counts = await countDeliveries(tx, [id]);
		await recordAudit(tx, ctx, {
			verb: "webhooks.update",
			target: ["webhook", id],
			before: audited(before),
			after: {
				...audited(after),
				// Masked, a new path looks like the old one.
				...(after.url === before.url ? {} : { urlChanged: true }),
			},
		});
		return toWebhook(after, counts.get(id), ctx.now());
	});
}

function changed(fields: Omit<ReturnType<typeof webhookChange.parse>, "version" | "status">) {
	const data: Prisma.WebhookUpdateInput = {};
	if (fields.name !== undefined) data.name = fields.name;
	if (fields.url !== undefined) data.url = fields.url;
	if (fields.shape !== undefined) data.shape = fields.shape;
	if (fields.events !== undefined) data.events = fields.events;
	return data;
}

function statusChange(before: Webhook, status: "active" | "paused" | undefined) {
	if (status === undefined || status === before.status) return {};
	return status === "active"
		? { status, statusReason: null, failingSince: null }
		: { status, statusReason: "person" as const };
}

/** What the audit may know of a webhook. */
export function audited(webhook: Webhook) {
	return {
		name: webhook.name,
		url: maskedUrl(webhook.url),
		shape: webhook.shape,
		events: webhook.events,
		status: webhook.status,
	};
}

/** @throws AppError `conflict` (with `webhook`, as it stands now) unless it is the version that the person saw */
export async function requireWebhookVersion(
	tx: Transaction,
	ctx: Context,
	webhook: Webhook,
	version: number,
): Promise<void> {
	if (webhook.version === version) return;
	const counts = await countDeliveries(tx, [webhook.id]);
	throw changedSince("this webhook", { webhook: toWebhook(webhook, counts.get(webhook.id), ctx.now()) });
}
