import { z } from "zod";
import { parseInput } from "@/lib/core/input/parse";
import { findHandover } from "@/lib/handovers/handovers/find";
import { allItems, documentOf } from "@/lib/handovers/handovers/items";
import { readResolved } from "@/lib/handovers/handovers/read-resolved";
import { difference, LOOK_BACK, timesCarried } from "@/lib/handovers/handovers/review-rules";
import { maySeeHandover } from "@/lib/handovers/handovers/scope";
import type { ResolvedCase } from "@/lib/handovers/handovers/snapshot";
import { notSigned } from "@/lib/handovers/read-back/find";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { Transaction } from "@/lib/platform/db/client";
import type { Handover } from "@/lib/platform/db/generated/client.ts";
import type { DifferenceDto, ItemRef, ResolvedRef } from "./schema";

/**
 * What changed from the handover before to this one, and how often each item was carried over. Resolved is what the
 * one before had and this one has not, and each case whose work ended in the window of this one, also where it still
 * is an item or came and went within the window.
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
		resolved: resolvedOf(resolved, now, await casesResolved(ctx, handover)),
		carried: carried.map((item) => ({ ...reference(item), times: times.get(item.key) ?? 0 })),
	};
}

/** As it was signed; of a handover signed before this was recorded, from what happened to the cases in its window. */
async function casesResolved(ctx: Context, handover: Handover): Promise<ResolvedCase[]> {
	const frozen = documentOf(handover.snapshot).resolved;
	if (frozen !== null) return frozen;
	const { workspaces, windowFrom: from, windowTo: to } = handover;
	return await readResolved(ctx.db, { workspaces, from, to });
}

function resolvedOf(
	gone: readonly ItemRef[],
	now: readonly ItemRef[],
	cases: readonly ResolvedCase[],
): ResolvedRef[] {
	const ended = new Map(cases.map((one) => [one.item, one]));
	const known = new Map([...now, ...gone].map((item) => [item.key, item]));
	const named = cases.map(
		({ item, title }) => known.get(item) ?? { key: item, title, stability: "stable" as const },
	);
	const all = new Map([...gone, ...named].map((item) => [item.key, item]));
	return [...all.values()].map((item) => {
		const { outcome = null, at = null, by = null } = ended.get(item.key) ?? {};
		return { ...reference(item), outcome, at, by };
	});
}

/** The one before, where the person who asks may see it. */
async function previousOf(ctx: Context, id: string | null) {
	const previous = id === null ? null : await ctx.db.handover.findUnique({ where: { id } });
	return previous !== null && maySeeHandover(ctx.actor, previous) ? previous : null;
}

function reference({ key, title, stability }: ItemRef): ItemRef {
	return { key, title, stability };
}

/** Snapshots read at a time: most items are gone after a few handovers. */
const BATCH = 8;

/**
 * How often each item of a handover was carried over, looking back along the handovers it follows on.
 * @param items keys of the handover's own items
 * @returns per key; {@link LOOK_BACK} stands for "at least"
 */
async function timesCarriedOf(
	db: Pick<Transaction, "$queryRaw" | "handover">,
	handoverId: string,
	items: readonly string[],
): Promise<ReadonlyMap<string, number>> {
	const earlier = await db.$queryRaw<{ id: string }[]>`
		WITH RECURSIVE chain AS (
			SELECT "previousId" AS id, 1 AS n FROM "Handover" WHERE "id" = ${handoverId}::uuid
			UNION ALL
			SELECT h."previousId", n + 1 FROM "Handover" h JOIN chain ON h."id" = chain.id WHERE n < ${LOOK_BACK}
		) SELECT id::text FROM chain WHERE id IS NOT NULL ORDER BY n`;
	const chain: string[][] = [[...items]];
	let times = timesCarried(chain);
	for (let start = 0; start < earlier.length; start += BATCH) {
		const ids = earlier.slice(start, start + BATCH).map(({ id }) => id);
		const rows = await db.handover.findMany({
			where: { id: { in: ids } },
			select: { id: true, snapshot: true },
		});
		const snapshots = new Map(rows.map(({ id, snapshot }) => [id, snapshot]));
		for (const id of ids) chain.push(allItems(snapshots.get(id)).map(({ key }) => key));
		times = timesCarried(chain);
		const reached = start + ids.length;
		if (![...times.values()].some((count) => count === reached)) break;
	}
	return times;
}
