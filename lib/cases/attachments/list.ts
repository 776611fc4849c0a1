import { noSuchCase, whereCase } from "@/lib/cases/record/find";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { AttachmentList } from "./answers";
import { toAttachment } from "./dto";

/** A case's attachments, oldest first, the records of deleted ones among them. @throws AppError `not_found` */
export async function listAttachments(ctx: Context, caseId: string): Promise<AttachmentList> {
	authorize(ctx.actor, "cases.read");
	const found = await ctx.db.case.findFirst({
		where: whereCase(ctx.actor, caseId),
		select: {
			attachments: { where: { sha256: { not: null } }, orderBy: [{ at: "asc" }, { id: "asc" }] },
		},
	});
	if (found === null) throw noSuchCase();
	return { items: found.attachments.map(toAttachment) };
}
