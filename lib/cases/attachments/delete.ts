import { z } from "zod";
import { lockCase } from "@/lib/cases/record/find";
import { recordCaseEvent } from "@/lib/cases/record/record-event";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { AttachmentDto } from "./answers";
import { auditedAttachment, toAttachment } from "./dto";

/**
 * Deletes an attachment's content. The record stays, with the hash and who deleted it.
 * @throws AppError `not_found`, also when it is deleted already
 */
export async function deleteAttachment(ctx: Context, attachmentId: string): Promise<AttachmentDto> {
	authorize(ctx.actor, "cases.work");
	const id = parseInput(z.uuid(), attachmentId);
	return ctx.db.$transaction(async (tx) => {
		const none = () => new AppError("not_found", "File not found.");
		const seen = await tx.caseAttachment.findUnique({ where: { id }, select: { caseId: true } });
		if (seen === null) throw none();
		const of = await lockCase(tx, ctx.actor, seen.caseId);
		const before = await tx.caseAttachment.findFirst({
			where: { id, caseId: of.id, sha256: { not: null }, deletedAt: null },
		});
		if (before === null) throw none();
		await tx.attachmentChunk.deleteMany({ where: { attachmentId: id } });
		const after = await tx.caseAttachment.update({
			where: { id },
			data: { deletedAt: ctx.now(), deletedName: actorRecord(ctx.actor).actorName },
		});
		await recordCaseEvent(tx, ctx, of.id, "attachment_removed", { attachmentId: id, name: before.name });
		await recordAudit(tx, ctx, {
			verb: "attachments.delete",
			target: ["case", of.id],
			before: auditedAttachment(before),
		});
		return toAttachment(after);
	});
}
