import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import type { Transaction } from "@/lib/platform/db/client";
import type { Webhook } from "@/lib/platform/db/generated/client.ts";

/** The webhook, locked against other changes until the transaction ends. @throws AppError `not_found` */
export async function lockWebhook(tx: Transaction, webhookId: string): Promise<Webhook> {
	const id = parseInput(z.uuid(), webhookId);
	await tx.$executeRaw`SELECT 1 FROM "Webhook" WHERE "id" = ${id}::uuid FOR NO KEY UPDATE`;
	const webhook = await tx.webhook.findUnique({ where: { id } });
	if (webhook === null) throw new AppError("not_found", "Webhook not found.");
	return webhook;
}
