import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { notify } from "@/lib/platform/db/notify";
import { ownerOf } from "./own";
import { type ReadInput, readInput } from "./schema";
import { INBOX_CHANNEL } from "./tell";

/**
 * Marks items of your inbox as read, or as unread again. It is a person's own bookkeeping, of which the audit
 * tells nothing; an Idempotency-Key is kept with it all the same.
 */
export async function markRead(ctx: Context, input: ReadInput): Promise<void> {
	authorize(ctx.actor, "inbox.own");
	const wanted = parseInput(readInput, input);
	const personId = ownerOf(ctx.actor);
	await ctx.db.$transaction(async (tx) => {
		const now = ctx.now();
		if ("ids" in wanted) {
			await tx.inboxItem.updateMany({
				where: { personId, id: { in: wanted.ids }, readAt: wanted.read ? null : { not: null } },
				data: { readAt: wanted.read ? now : null },
			});
		} else {
			await tx.inboxItem.updateMany({
				where: { personId, readAt: null, at: { lte: new Date(wanted.upTo) } },
				data: { readAt: now },
			});
		}
		await notify(tx, INBOX_CHANNEL, personId);
		await recordAudit(tx, ctx, []);
	});
}
