import { allItems } from "@/lib/handovers/handovers/items";
import { LOOK_BACK, timesCarried } from "@/lib/handovers/handovers/review-rules";
import type { Transaction } from "@/lib/platform/db/client";

/** Snapshots read at a time: most items are gone after a few handovers. */
const BATCH = 8;

/**
 * How often each item of a handover was carried over, looking back along the handovers it follows on.
 * @param items keys of the handover's own items
 * @returns per key; {@link LOOK_BACK} stands for "at least"
 */
export async function timesCarriedOf(
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
