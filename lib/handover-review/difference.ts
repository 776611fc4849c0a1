import { z } from "zod";
import type { Context } from "@/lib/context";
import { findHandover } from "@/lib/handovers/find";
import { maySeeHandover } from "@/lib/handovers/scope";
import { parseInput } from "@/lib/http/parse";
import { authorize } from "@/lib/identity/permissions";
import { notSigned } from "@/lib/read-back/find";
import { timesCarriedOf } from "./chain";
import { allItems } from "./items";
import { difference } from "./rules";
import type { DifferenceDto, ItemRef } from "./schema";

/**
 * What changed from the handover before to this one, and how often each item was carried over.
 * @throws AppError `not_found`, `conflict` for a draft
 */
export async function handoverDifference(ctx: Context, handoverId: string): Promise<DifferenceDto> {
	authorize(ctx.actor, "handovers.read");
	const id = parseInput(z.uuid(), handoverId);
	const handover = await findHandover(ctx.db, ctx.actor, id);
	if (handover.status === "draft") throw notSigned();
	const previous = await previousOf(ctx, handover.previousId);
	const now = allItems(handover.snapshot);
	const times = await timesCarriedOf(
		ctx.db,
		id,
		now.map(({ key }) => key),
	);
	const { fresh, resolved, carried } = difference(allItems(previous?.snapshot), now);
	return {
		previous:
			previous === null
				? null
				: {
						id: previous.id,
						number: previous.number,
						shift: previous.shift,
						windowTo: previous.windowTo.toISOString(),
					},
		fresh: fresh.map(reference),
		resolved: resolved.map(reference),
		carried: carried.map((item) => ({ ...reference(item), times: times.get(item.key) ?? 0 })),
	};
}

/** The one before, where whoever asks may see it. */
async function previousOf(ctx: Context, id: string | null) {
	const previous = id === null ? null : await ctx.db.handover.findUnique({ where: { id } });
	return previous !== null && maySeeHandover(ctx.actor, previous) ? previous : null;
}

function reference({ key, title, stability }: ItemRef): ItemRef {
	return { key, title, stability };
}
