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
import { lockComment } from "./find";
import { mentioned } from "./mentioned";
import { type CommentChange, commentChange } from "./schema";

/**
 * Edits your own comment, and tells whom it mentions now and did not before. The audit keeps what it said.
 * @throws AppError `invalid_input`, `not_found`, `forbidden` for somebody else's, `conflict` (with `comment`)
 */
export async function editComment(
	ctx: Context,
	commentId: string,
	input: CommentChange,
): Promise<CommentDto> {
	authorize(ctx.actor, "cases.work");
	const { body, mentions, version } = parseInput(commentChange, input);
	return ctx.db.$transaction(async (tx) => {
		const { comment: before, of } = await lockComment(tx, ctx.actor, commentId, version);
		const { actorId, actorName } = actorRecord(ctx.actor);
		if (before.authorId === null || before.authorId !== actorId) {
			throw new AppError("forbidden", "Only the author can edit a comment.");
		}
		const named = await mentioned(tx, body, mentions, of.workspaceId);
		const after = await tx.caseComment.update({
			where: { id: before.id },
			data: { body, mentions: named, editedAt: ctx.now(), version: { increment: 1 } },
		});
		await recordCaseEvent(tx, ctx, of.id, "comment_edited", { commentId: after.id });
		await tell(
			tx,
			ctx,
			named.filter((id) => !before.mentions.includes(id)),
			{
				kind: "mentioned",
				text: `${actorName} mentioned you in case ${of.number}: ${of.title}`,
				href: `/cases/${of.number}?section=comments#comment-${after.id}`,
				workspaceId: of.workspaceId,
			},
		);
		await recordAudit(tx, ctx, {
			verb: "comments.edit",
			target: ["case", of.id],
			before: { commentId: before.id, body: before.body, mentions: before.mentions },
			after: { commentId: after.id, body, mentions: named },
		});
		const [comment] = await toComments(tx, [after]);
		if (comment === undefined) throw new AppError("internal", "The comment was lost.");
		return comment;
	});
}
