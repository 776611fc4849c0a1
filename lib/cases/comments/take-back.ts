import { recordCaseEvent } from "@/lib/cases/record/record-event";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize, may } from "@/lib/platform/context/permissions";
import { type RemovalQuery, removalQuery } from "@/lib/platform/http/operation";
import { lockComment } from "./find";
import { mayTakeBack } from "./rules";

/**
 * Deletes a comment: its place stays, its words are in the audit alone.
 * @throws AppError `not_found`, `forbidden` for somebody else's unless one manages cases, `conflict` (with `comment`)
 *   when it has changed since it was seen
 */
export async function takeBackComment(
	ctx: Context,
	commentId: string,
	input: RemovalQuery = {},
): Promise<void> {
	authorize(ctx.actor, "cases.work");
	const { version = null } = parseInput(removalQuery, input);
	await ctx.db.$transaction(async (tx) => {
		const { comment, of } = await lockComment(tx, ctx.actor, commentId, version);
		const { actorId } = actorRecord(ctx.actor);
		const own = comment.authorId !== null && comment.authorId === actorId;
		if (!mayTakeBack(own, may(ctx.actor, "cases.moderate"))) {
			throw new AppError("forbidden", "Only the author or a lead can delete a comment.");
		}
		await tx.caseComment.update({
			where: { id: comment.id },
			data: { body: "", mentions: [], deletedAt: ctx.now(), version: { increment: 1 } },
		});
		await recordCaseEvent(tx, ctx, of.id, "comment_deleted", {
			commentId: comment.id,
			author: comment.authorName,
		});
		await recordAudit(tx, ctx, {
			verb: "comments.take-back",
			target: ["case", of.id],
			before: { commentId: comment.id, author: comment.authorName, body: comment.body },
		});
	});
}
