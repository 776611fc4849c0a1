import { noSuchCase, whereCase } from "@/lib/cases/record/find";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { CommentList } from "./answers";
import { toComments } from "./dto";

/** Sent at most: the newest. The timeline has them all. */
const MOST = 500;

/** A case's comments, oldest first. @throws AppError `not_found` */
export async function listComments(ctx: Context, caseId: string): Promise<CommentList> {
	authorize(ctx.actor, "cases.read");
	const found = await ctx.db.case.findFirst({
		where: whereCase(ctx.actor, caseId),
		select: { comments: { orderBy: [{ at: "desc" }, { id: "desc" }], take: MOST } },
	});
	if (found === null) throw noSuchCase();
	return { items: await toComments(ctx.db, found.comments.reverse()) };
}
