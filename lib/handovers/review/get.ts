import { visibleProse } from "@/lib/core/visible-text";
import { findHandover } from "@/lib/handovers/handovers/find";
import { allItems, documentOf } from "@/lib/handovers/handovers/items";
import { waitingOf } from "@/lib/handovers/handovers/waiting";
import { notSigned } from "@/lib/handovers/read-back/find";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { PAST_SELECT, toPast } from "./dto";
import type { HandedOver } from "./schema";

/**
 * A signed handover, item by item as it was signed.
 * @param name its id or number @throws AppError `not_found`, `conflict` for a draft
 */
export async function getHandedOver(ctx: Context, name: string | number): Promise<HandedOver> {
	authorize(ctx.actor, "handovers.read");
	const { id, snapshot, snapshotHash } = await findHandover(ctx.db, ctx.actor, name);
	if (snapshotHash === null) throw notSigned();
	const row = await ctx.db.handover.findUniqueOrThrow({ where: { id }, select: PAST_SELECT });
	const document = documentOf(snapshot);
	const { summary, header } = document;
	const items = allItems(snapshot);
	return {
		...toPast(row),
		summary: visibleProse(summary),
		sample: header.sample,
		waiting: waitingOf(document),
		snapshotHash: Buffer.from(snapshotHash).toString("hex"),
		items: items.filter(({ omission }) => omission === null),
		omitted: items.filter(({ omission }) => omission !== null),
	};
}
