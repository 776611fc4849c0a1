import { isOpenCase } from "@/lib/cases/record/rules";
import { visibleText } from "@/lib/core/visible-text";
import type { Context } from "@/lib/platform/context/context";
import { inScope } from "@/lib/platform/context/scope";
import { caseHappening } from "./case-happenings";
import type { ItemSince } from "./schema";

/** Events shown of one case; the newest of more. */
const MOST_EVENTS = 12;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Reads = Pick<Context, "actor" | "db">;

/** What happened to cases after an instant. @param keys of items, `case:ID` */
export async function casesSince(
	{ actor, db }: Reads,
	keys: readonly string[],
	since: Date,
): Promise<ItemSince[]> {
	const ids = keys.map((key) => key.slice("case:".length)).filter((id) => UUID.test(id));
	const rows = await db.case.findMany({
		where: { id: { in: ids }, ...inScope(actor) },
		select: {
			id: true,
			status: true,
			ownerName: true,
			nextAction: true,
			mergedInto: { select: { number: true } },
			events: {
				where: { at: { gt: since } },
				orderBy: [{ at: "desc" }, { id: "desc" }],
				take: MOST_EVENTS,
			},
		},
	});
	return rows.map((row) => ({
		key: `case:${row.id}`,
		open: isOpenCase(row.status) && row.mergedInto === null,
		now: standing(row),
		events: row.events.reverse().flatMap((event) => {
			const text = caseHappening(event);
			return text === null
				? []
				: [{ at: event.at.toISOString(), text: visibleText(text), by: visibleText(event.actorName) }];
		}),
	}));
}

interface Stands {
	readonly status: Parameters<typeof isOpenCase>[0];
	readonly ownerName: string | null;
	readonly nextAction: string | null;
	readonly mergedInto: { readonly number: number } | null;
}

function standing({ status, ownerName, nextAction, mergedInto }: Stands): string {
	if (mergedInto !== null) return `Merged into case ${mergedInto.number}`;
	if (!isOpenCase(status)) return "Closed";
	const owner = ownerName === null ? "nobody’s" : `${visibleText(ownerName)}’s`;
	const next = nextAction === null ? "no next action" : `next: ${visibleText(nextAction)}`;
	return `${status === "open" ? "Open" : status === "contained" ? "Contained" : "Resolved"}, ${owner}, ${next}`;
}
