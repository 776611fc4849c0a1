import type { Context } from "@/lib/platform/context/context";
import { maySee } from "@/lib/platform/context/scope";
import type { ItemSince } from "./schema";

/** Runs shown of one hunt; the newest of more. */
const MOST_RUNS = 8;

/** What became of hunts after an instant: their runs, and the gaps still open. @param keys `hunt:WORKSPACE:HUNT` */
export async function huntsSince(
	{ actor, db }: Pick<Context, "actor" | "db">,
	keys: readonly string[],
	since: Date,
): Promise<ItemSince[]> {
	const items: ItemSince[] = [];
	for (const key of keys) {
		const [, workspaceId = "", ...rest] = key.split(":");
		const huntId = rest.join(":");
		if (!maySee(actor, workspaceId)) continue;
		const where = { workspaceId, huntId };
		const runs = await db.huntRun.findMany({
			where: { ...where, finishedAt: { gt: since } },
			select: { status: true, finishedAt: true, requestedByName: true },
			orderBy: [{ finishedAt: "desc" }, { id: "desc" }],
			take: MOST_RUNS,
		});
		const gaps = await db.huntGap.count({ where: { ...where, filledAt: null } });
		const last = runs[0];
		const left = gaps === 0 ? "no gaps left" : `${gaps} ${gaps === 1 ? "gap" : "gaps"} open`;
		items.push({
			key,
			open: gaps > 0 || last?.status !== "succeeded",
			now: `${last === undefined ? "Has not run since" : `Its last run ${last.status}`}, ${left}`,
			events: runs
				.reverse()
				.flatMap(({ status, finishedAt, requestedByName }) =>
					finishedAt === null
						? []
						: [{ at: finishedAt.toISOString(), text: `Run ${status}`, by: requestedByName }],
				),
		});
	}
	return items;
}
