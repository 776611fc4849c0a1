import { AppError } from "@/lib/core/errors";
import { recordAudit } from "@/lib/platform/audit/record";
import { config } from "@/lib/platform/config/config";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { Prisma, Webhook } from "@/lib/platform/db/generated/client.ts";
import { holdLock } from "@/lib/platform/db/lock";
import { enqueueDelivery } from "@/lib/platform/jobs/webhook-delivery";
import { findSecretKeys, keysForAnswer } from "@/lib/platform/secrets/keys";
import { logger } from "@/lib/platform/telemetry/logger";
import { requestHeaders, timestampOf } from "./headers";
import { configuredNetwork, type Network, type PostAnswer, post } from "./post";
import { renderBody } from "./render";
import { settle } from "./rules";
import { openSecret, signature } from "./secret";

/** Requests of one job; then others get their turn. */
const MOST_AT_ONCE = 25;

export interface DeliverOptions {
	/** Fires when the process is asked to stop: a request under way is broken off and made again later. */
	readonly signal?: AbortSignal;
	readonly network?: Network;
}

/**
 * Sends what is due for a webhook, oldest first, one request at a time across all replicas. Answers are recorded,
 * never thrown. A process that dies in a request leaves the delivery due, so a receiver may get it twice, with the
 * same `webhook-id`.
 */
export async function deliver(ctx: Context, webhookId: string, options: DeliverOptions = {}): Promise<void> {
	authorize(ctx.actor, "webhooks.manage");
	// Looked for again after each round: anyone who was told of something while the lock was held has gone away.
	while ((await nextDue(ctx, webhookId)) !== null) {
		const lock = await holdLock(`webhook ${webhookId}`);
		if (!lock) return;
		let finished: boolean;
		try {
			const signals = options.signal ? [lock.lost, options.signal] : [lock.lost];
			finished = await drain(
				ctx,
				webhookId,
				options.network ?? configuredNetwork(),
				AbortSignal.any(signals),
			);
		} finally {
			await lock.release();
		}
		if (!finished) return ctx.db.$transaction((tx) => enqueueDelivery(tx, webhookId));
	}
}

/** @returns whether nothing is left that is due */
async function drain(
	ctx: Context,
	webhookId: string,
	network: Network,
	signal: AbortSignal,
): Promise<boolean> {
	for (let sent = 0; sent < MOST_AT_ONCE; sent++) {
		signal.throwIfAborted();
		const due = await nextDue(ctx, webhookId);
		if (due === null) return true;
		const at = ctx.now();
		const answer = await send(due, at, network, signal);
		await record(ctx, due, at, answer);
	}
	return false;
}

const DUE_INCLUDE = { webhook: true, event: true } satisfies Prisma.WebhookDeliveryInclude;
type Due = Prisma.WebhookDeliveryGetPayload<{ include: typeof DUE_INCLUDE }>;

/** A paused or disabled webhook gets tests only. */
function nextDue(ctx: Context, webhookId: string): Promise<Due | null> {
	return ctx.db.webhookDelivery.findFirst({
		where: {
			webhookId,
			status: "pending",
			nextAttemptAt: { lte: ctx.now() },
			OR: [{ webhook: { status: "active" } }, { test: true }],
		},
		orderBy: { id: "asc" },
		include: DUE_INCLUDE,
	});
}

async function send(due: Due, at: Date, network: Network, signal: AbortSignal): Promise<PostAnswer> {
	try {
		const body = renderBody(due.webhook.shape, due.event);
		const signed = signature(await secretsOf(due.webhook, at), due.id, timestampOf(at), body);
		return await post(due.webhook.url, requestHeaders(due.id, at, signed), body, network, signal);
	} catch (error) {
		signal.throwIfAborted();
		const known = error instanceof AppError ? error.message : "The request could not be sent.";
		if (!(error instanceof AppError) || error.code === "not_configured")
			logger().error({ delivery: due.id, err: error }, "a delivery failed");
		return { status: null, body: null, problem: known, retryAfterSeconds: null, durationMs: 0 };
	}
}

/** The secret, and during a rotation's overlap the one before. @throws AppError `not_configured` */
async function secretsOf(webhook: Webhook, at: Date): Promise<string[]> {
	const keys = await keysForAnswer(findSecretKeys);
	const secrets = [openSecret(webhook.secret, webhook.id, keys)];
	if (
		webhook.previousSecret !== null &&
		webhook.previousSecretUntil !== null &&
		webhook.previousSecretUntil > at
	) {
		try {
			secrets.push(openSecret(webhook.previousSecret, webhook.id, keys));
		} catch {
			// Its key was lost, which the rotation was the remedy for.
		}
	}
	return secrets;
}

async function record(ctx: Context, due: Due, at: Date, answer: PostAnswer): Promise<void> {
	await ctx.db.$transaction(async (tx) => {
		await tx.$executeRaw`SELECT 1 FROM "Webhook" WHERE "id" = ${due.webhookId}::uuid FOR NO KEY UPDATE`;
		const delivery = await tx.webhookDelivery.findUnique({
			where: { id: due.id },
			include: { webhook: true },
		});
		// Deleted while the request was under way.
		if (delivery === null) return;
		const { webhook } = delivery;
		await tx.webhookAttempt.create({
			data: {
				deliveryId: due.id,
				at,
				durationMs: answer.durationMs,
				responseStatus: answer.status,
				responseBody: answer.body,
				problem: answer.problem,
			},
		});
		const now = ctx.now();
		const settled = settle(
			{
				tries: due.tries,
				limit: config().webhooks.attempts,
				test: due.test,
				failingSince: webhook.failingSince,
			},
			answer,
			now,
			Math.random(),
		);
		const replayed = delivery.round !== due.round;
		await tx.webhookDelivery.update({
			where: { id: due.id },
			data: {
				attempts: { increment: 1 },
				lastStatus: answer.status,
				lastProblem: answer.problem,
				...(replayed
					? {}
					: {
							tries: { increment: 1 },
							status: settled.status,
							nextAttemptAt: settled.nextAttemptAt,
							settledAt: settled.status === "pending" ? null : now,
						}),
			},
		});
		if (!replayed && settled.nextAttemptAt !== null) {
			await enqueueDelivery(tx, due.webhookId, settled.nextAttemptAt);
		}
		const stop = webhook.status === "active" ? settled.stop : null;
		await tx.webhook.update({
			where: { id: webhook.id },
			data: { failingSince: settled.failingSince, ...(stop === null ? {} : STOPPED[stop]) },
		});
		if (stop !== null) {
			logger().warn({ webhook: webhook.id, why: STOPPED[stop].statusReason }, "a webhook was stopped");
			await recordAudit(tx, ctx, {
				verb: `webhooks.${stop}`,
				target: ["webhook", webhook.id],
				before: { status: webhook.status },
				after: { status: STOPPED[stop].status, failingSince: settled.failingSince?.toISOString() ?? null },
			});
		}
	});
}

const STOPPED = {
	pause: { status: "paused", statusReason: "failing" },
	disable: { status: "disabled", statusReason: "gone" },
} as const;
