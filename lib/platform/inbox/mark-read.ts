import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { notify } from "@/lib/platform/db/notify";
import { ownerOf, ownInboxSql } from "./own";
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
		const own = ownInboxSql(ctx.actor);
		if ("ids" in wanted) {
			await tx.$executeRaw`UPDATE "InboxItem" SET "readAt" = ${wanted.read ? now : null}::timestamptz
				WHERE ${own} AND "id" = ANY(${wanted.ids}::uuid[]) AND ("readAt" IS NULL) = ${wanted.read}`;
		} else {
			await tx.$executeRaw`UPDATE "InboxItem" SET "readAt" = ${now}::timestamptz
				WHERE ${own} AND "readAt" IS NULL AND "at" <= ${new Date(wanted.upTo)}::timestamptz`;
		}
		await notify(tx, INBOX_CHANNEL, personId);
		await recordAudit(tx, ctx, []);
	});
}
