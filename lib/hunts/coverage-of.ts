import type { Context } from "@/lib/context";
import { authorize } from "@/lib/identity/permissions";
import { inScope } from "@/lib/identity/scope";
import { visibleText } from "@/lib/visible-text";
import { type Coverage, GAP_LIMIT } from "./schema";

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
		gaps: gaps.map(({ id, workspaceId, from, to, reason, runId, foundAt }) => ({
			id,
			workspaceId,
			from: from.toISOString(),
			to: to.toISOString(),
			reason: visibleText(reason),
			runId,
			foundAt: foundAt.toISOString(),
		})),
		moreGaps: count - gaps.length,
	};
}
