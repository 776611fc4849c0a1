import { z } from "zod";
import { parseInput } from "@/lib/core/input/parse";
import { findHandover } from "@/lib/handovers/handovers/find";
import { allItems } from "@/lib/handovers/handovers/items";
import { kindOf } from "@/lib/handovers/handovers/rules";
import { notSigned } from "@/lib/handovers/read-back/find";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { inScope, maySee } from "@/lib/platform/context/scope";
import { OPEN_STATUSES } from "@/lib/triage/findings/rules";
import type { ItemSince, SinceDto } from "./schema";
import { casesSince } from "./since-cases";

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

/**
 * What became of the findings that were handed over as a number: how many still wait of those that were there at the
 * signing, and how many have been decided since.
 */
async function findingsSince(
	{ actor, db }: Pick<Context, "actor" | "db">,
	keys: readonly string[],
	since: Date,
): Promise<ItemSince[]> {
	const scope = inScope(actor);
	const items: ItemSince[] = [];
	const decided = keys.some((key) => ["untriaged", "changed"].includes(key))
		? await db.finding.count({ where: { ...scope, decidedAt: { gt: since }, firstSeenAt: { lte: since } } })
		: 0;
	const add = (key: string, count: number, what: string) => {
		const left = count === 0 ? `None ${what}` : `${count.toLocaleString("en")} ${what}`;
		const tail = key === "escalated" ? "" : `; ${decided.toLocaleString("en")} decided since`;
		items.push({ key, open: count > 0, now: `${left}${tail}`, events: [] });
	};
	if (keys.includes("untriaged")) {
		const where = { ...scope, status: { in: [...OPEN_STATUSES] }, firstSeenAt: { lte: since } };
		add("untriaged", await db.finding.count({ where }), "still waiting");
	}
	if (keys.includes("changed")) {
		add(
			"changed",
			await db.finding.count({ where: { ...scope, status: "changed" } }),
			"changed since decided",
		);
	}
	if (keys.includes("escalated")) {
		const where = { ...scope, status: "escalated" as const, inCase: null };
		add("escalated", await db.finding.count({ where }), "escalated without a case");
	}
	return items;
}

/** Runs shown of one hunt; the newest of more. */
const MOST_RUNS = 8;

/** What became of hunts after an instant: their runs, and the gaps still open. @param keys `hunt:WORKSPACE:HUNT` */
async function huntsSince(
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
