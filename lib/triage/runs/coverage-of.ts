import { fromRow } from "@/lib/core/answer";
import { visibleText } from "@/lib/core/visible-text";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { inScope } from "@/lib/platform/context/scope";
import { type Coverage, GAP_LIMIT, gapSummary } from "@/lib/triage/catalogue/schema";

/** How far a hunt has read the actor's workspaces, and what is missing before that. */
export async function coverageOf(ctx: Context, huntId: string): Promise<Coverage> {
	authorize(ctx.actor, "hunts.read");
	const open = { huntId, filledAt: null, ...inScope(ctx.actor) };
	const [marks, gaps, count] = await Promise.all([
		ctx.db.huntWatermark.findMany({
			where: { huntId, ...inScope(ctx.actor) },
			orderBy: { workspaceId: "asc" },
		}),
		ctx.db.huntGap.findMany({ where: open, orderBy: [{ from: "asc" }, { id: "asc" }], take: GAP_LIMIT }),
		ctx.db.huntGap.count({ where: open }),
	]);
	return {
		marks: marks.map(({ workspaceId, readUntil }) => ({ workspaceId, readUntil: readUntil.toISOString() })),
		gaps: gaps.map((gap) => ({ ...fromRow(gapSummary, gap), reason: visibleText(gap.reason) })),
		moreGaps: count - gaps.length,
	};
}
