import { z } from "zod";
import type { Context } from "@/lib/context";
import { maySeeHandover } from "@/lib/handovers/scope";
import { parseInput } from "@/lib/http/parse";
import { authorize } from "@/lib/identity/permissions";
import { noHandover, notSigned } from "@/lib/read-back/find";
import { visibleProse } from "@/lib/visible-text";
import { PAST_SELECT, toPast } from "./dto";
import { allItems, documentOf } from "./items";
import type { HandedOver } from "./schema";

/** PostgreSQL's integer. */
const LARGEST = 2_147_483_647;

/**
 * A signed handover by the number people call it by, item by item as it was signed.
 * @throws AppError `not_found`, `conflict` for a draft
 */
export async function getHandedOver(ctx: Context, number: number): Promise<HandedOver> {
	authorize(ctx.actor, "handovers.read");
	const wanted = parseInput(z.coerce.number().int().min(1).max(LARGEST), number);
	const row = await ctx.db.handover.findUnique({
		where: { number: wanted },
		select: { ...PAST_SELECT, workspaces: true, summary: true, snapshot: true, snapshotHash: true },
	});
	if (row === null || !maySeeHandover(ctx.actor, row)) throw noHandover();
	if (row.status === "draft" || row.snapshotHash === null) {
		throw notSigned();
	}
	const items = allItems(row.snapshot);
	return {
		...toPast(row),
		summary: visibleProse(row.summary),
		snapshotHash: Buffer.from(row.snapshotHash).toString("hex"),
		sample: documentOf(row.snapshot).header.sample,
		items: items.filter(({ omission }) => omission === null),
		omitted: items.filter(({ omission }) => omission !== null),
	};
}
