import { z } from "zod";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { parseInput } from "@/lib/http/parse";
import { authorize } from "@/lib/identity/permissions";
import { noHandover } from "@/lib/read-back/find";
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
	const handover = await ctx.db.handover.findUnique({
		where: { id },
		select: {
			status: true,
			snapshot: true,
			previous: { select: { id: true, number: true, shift: true, windowTo: true, snapshot: true } },
		},
	});
	if (handover === null) throw noHandover();
	if (handover.status === "draft") throw new AppError("conflict", "This handover has not been signed yet.");
	const { previous } = handover;
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

function reference({ key, title, stability }: ItemRef): ItemRef {
	return { key, title, stability };
}
