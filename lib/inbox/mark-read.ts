import { recordAudit } from "@/lib/audit/record";
import type { Context } from "@/lib/context";
import { notify } from "@/lib/db/notify";
import { parseInput } from "@/lib/http/parse";
import { authorize } from "@/lib/identity/permissions";
import { ownerOf } from "./own";
import { type ReadInput, readInput } from "./schema";
import { INBOX_CHANNEL } from "./tell";

/**
 * Marks items of one's own inbox as read, or as unread again. It is a person's own bookkeeping, of which the audit
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
