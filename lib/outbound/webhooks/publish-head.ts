import { anchoredData } from "@/lib/outbound/webhooks/audit-anchored";
import { emit } from "@/lib/outbound/webhooks/emit";
import { readHead } from "@/lib/platform/audit/read-head";
import { config } from "@/lib/platform/config/config";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";

/**
 * Sends where the audit's chain ends to the webhooks that want it, unless that was sent already. Nothing is recorded:
 * that would be a new head each time.
 * @returns deliveries that were queued
 */
export async function publishHead(ctx: Context): Promise<number> {
	authorize(ctx.actor, "audit.read");
	return await ctx.db.$transaction(async (tx) => {
		await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('audit anchored', 0))`;
		const head = await readHead(ctx.db);
		if (head === null || head.seq === 0) return 0;
		const last = await tx.webhookEvent.findFirst({
			where: { type: "audit.anchored" },
			orderBy: { id: "desc" },
			select: { data: true },
		});
		const sent = (last?.data as { audit?: { hash?: string } } | null | undefined)?.audit?.hash;
		if (sent === head.hash) return 0;
		return await emit(tx, ctx, "audit.anchored", () => anchoredData(head, ctx.now(), config().publicUrl));
	});
}
