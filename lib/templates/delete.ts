import { recordAudit } from "@/lib/audit/record";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { authorize } from "@/lib/identity/permissions";
import { lockTemplates } from "./find";
import { audited } from "./update";

/** Deletes a template. Cases that were given it keep their tasks. @throws AppError `not_found` */
export async function deleteTemplate(ctx: Context, templateId: string): Promise<void> {
	authorize(ctx.actor, "cases.manage");
	await ctx.db.$transaction(async (tx) => {
		const before = (await lockTemplates(tx)).find(({ id }) => id === templateId);
		if (before === undefined) throw new AppError("not_found", "There is no such template.");
		await tx.taskTemplate.delete({ where: { id: before.id } });
		await recordAudit(tx, ctx, [
			{ verb: "templates.delete", targetKind: "settings", targetId: before.id, before: audited(before) },
		]);
	});
}
