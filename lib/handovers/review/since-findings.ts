import type { Context } from "@/lib/platform/context/context";
import { inScope } from "@/lib/platform/context/scope";
import { OPEN_STATUSES } from "@/lib/triage/findings/rules";
import type { ItemSince } from "./schema";

/**
 * What became of the findings that were handed over as a number: how many still wait of those that were there at the
 * signing, and how many have been decided since.
 */
export async function findingsSince(
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
