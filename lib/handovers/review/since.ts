import { z } from "zod";
import { parseInput } from "@/lib/core/input/parse";
import { findHandover } from "@/lib/handovers/handovers/find";
import { allItems } from "@/lib/handovers/handovers/items";
import { kindOf } from "@/lib/handovers/handovers/rules";
import { notSigned } from "@/lib/handovers/read-back/find";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { ItemSince, SinceDto } from "./schema";
import { casesSince } from "./since-cases";
import { findingsSince } from "./since-findings";
import { huntsSince } from "./since-hunts";

/**
 * What happened to each item of a signed handover since, and how it stands now. Reads the data as it is; what was
 * signed stays as it was.
 * @throws AppError `not_found`, `conflict` for a draft
 */
export async function sinceHandover(ctx: Context, handoverId: string): Promise<SinceDto> {
	authorize(ctx.actor, "handovers.read");
	const handover = await findHandover(ctx.db, ctx.actor, parseInput(z.uuid(), handoverId));
	if (handover.signedAt === null) throw notSigned();
	const keys = allItems(handover.snapshot).map(({ key }) => key);
	const asOf = ctx.now();
	const known = new Map<string, ItemSince>();
	for (const items of [
		await casesSince(ctx, ids(keys, "case"), handover.signedAt),
		await huntsSince(ctx, ids(keys, "hunt"), handover.signedAt),
		await findingsSince(ctx, keys, handover.signedAt),
	]) {
		for (const item of items) known.set(item.key, item);
	}
	return {
		asOf: asOf.toISOString(),
		items: keys.map(
			(key) =>
				known.get(key) ?? { key, open: null, now: "See its own page for the current state", events: [] },
		),
	};
}

function ids(keys: readonly string[], kind: "case" | "hunt"): string[] {
	return keys.filter((key) => kindOf(key) === kind);
}
