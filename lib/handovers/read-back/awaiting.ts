import { visibleText } from "@/lib/core/visible-text";
import { acknowledgementDue } from "@/lib/handovers/handovers/read-back-rules";
import { handoversInScope } from "@/lib/handovers/handovers/scope";
import { config } from "@/lib/platform/config/config";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { ownerOf } from "@/lib/platform/inbox/own";
import type { AwaitingDto } from "./schema";

/** Handovers that were handed to the person who asks and that nobody has acknowledged, the oldest first. */
export async function awaitingHandovers(ctx: Context): Promise<AwaitingDto> {
	authorize(ctx.actor, "inbox.own");
	const personId = ownerOf(ctx.actor);
	const rows = await ctx.db.handover.findMany({
		where: {
			status: "signed",
			receivers: { some: { personId } },
			...(await handoversInScope(ctx.db, ctx.actor)),
		},
		select: { id: true, number: true, shift: true, outgoingName: true, signedAt: true },
		orderBy: [{ signedAt: "asc" }, { number: "asc" }],
	});
	const counts = await ctx.db.$queryRaw<{ id: string; count: number; unstable: number; answered: number }[]>`
		SELECT h."id"::text AS "id", count(*)::int AS "count",
			count(*) FILTER (WHERE i->>'stability' = 'unstable')::int AS "unstable", count(a."item")::int AS "answered"
		FROM "Handover" h CROSS JOIN json_array_elements(h."snapshot"->'items') AS i
			LEFT JOIN "HandoverAnswer" a ON a."handoverId" = h."id" AND a."item" = i->>'item'
		WHERE h."id" = ANY(${rows.map(({ id }) => id)}::uuid[]) AND i->>'omission' IS NULL GROUP BY h."id"`;
	const countsOf = new Map(counts.map(({ id, ...rest }) => [id, rest]));
	const minutes = config().handovers.acknowledgeMinutes;
	return {
		items: rows.flatMap(({ id, number, shift, outgoingName, signedAt }) => {
			if (signedAt === null) return [];
			return [
				{
					id,
					number,
					shift: visibleText(shift),
					outgoing: visibleText(outgoingName),
					signedAt: signedAt.toISOString(),
					dueAt: acknowledgementDue(signedAt, minutes)?.toISOString() ?? null,
					...(countsOf.get(id) ?? { count: 0, unstable: 0, answered: 0 }),
				},
			];
		}),
	};
}
