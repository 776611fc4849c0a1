import { lockCase } from "@/lib/cases/record/find";
import { recordCaseEvent } from "@/lib/cases/record/record-event";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { tell } from "@/lib/platform/inbox/tell";
import type { CommentDto } from "./answers";
import { toComments } from "./dto";
import { mentioned } from "./mentioned";
import { type CommentInput, commentInput } from "./schema";

/**
 * Says something on a case and tells whom it mentions, then the owner and the watchers.
 * @throws AppError `invalid_input`, `not_found`
 */
export async function addComment(ctx: Context, caseId: string, input: CommentInput): Promise<CommentDto> {
	authorize(ctx.actor, "cases.work");
	const { body, mentions } = parseInput(commentInput, input);
	return ctx.db.$transaction(async (tx) => {
		const of = await lockCase(tx, ctx.actor, caseId);
		const named = await mentioned(tx, body, mentions, of.workspaceId);
		const { actorId, actorName } = actorRecord(ctx.actor);
		const row = await tx.caseComment.create({
			data: {
				caseId: of.id,
				body,
				mentions: named,
				authorId: actorId,
				authorName: actorName,
				at: ctx.now(),
			},
		});
		await recordCaseEvent(tx, ctx, of.id, "commented", { commentId: row.id });
		const href = `/cases/${of.number}?section=comments#comment-${row.id}`;
		const what = `case ${of.number}: ${of.title}`;
		await tell(tx, ctx, named, {
			kind: "mentioned",
			text: `${actorName} mentioned you in ${what}`,
			href,
			workspaceId: of.workspaceId,
		});
		const watchers = await tx.caseWatcher.findMany({ where: { caseId: of.id }, select: { personId: true } });
		await tell(
			tx,
			ctx,
			[of.ownerId, ...watchers.map(({ personId }) => personId)].filter(
				(id) => id !== null && !named.includes(id),
			),
			{ kind: "watched", text: `${actorName} commented on ${what}`, href, workspaceId: of.workspaceId },
		);
		await recordAudit(tx, ctx, {
			verb: "comments.add",
			target: ["case", of.id],
			after: { commentId: row.id, body, mentions: named },
		});
		const [comment] = await toComments(tx, [row]);
		if (comment === undefined) throw new AppError("internal", "The comment was lost.");
		return comment;
	});
}
