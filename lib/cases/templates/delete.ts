import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { type RemovalQuery, removalQuery } from "@/lib/platform/http/operation";
import { lockTemplates } from "./find";
import { audited, requireTemplateVersion } from "./update";

/**
 * Deletes a template. Cases that were given it keep their tasks.
 * @throws AppError `not_found`, `conflict` when it has changed since it was seen (with `template`)
 */
export async function deleteTemplate(
	ctx: Context,
	templateId: string,
	input: RemovalQuery = {},
): Promise<void> {
	authorize(ctx.actor, "cases.manage");
	const { version } = parseInput(removalQuery, input);
	await ctx.db.$transaction(async (tx) => {
		const before = (await lockTemplates(tx)).find(({ id }) => id === templateId);
		if (before === undefined) throw new AppError("not_found", "Template not found.");
		if (version !== undefined) requireTemplateVersion(before, version);
		await tx.taskTemplate.delete({ where: { id: before.id } });
		await recordAudit(tx, ctx, {
			verb: "templates.delete",
			target: ["settings", before.id],
			before: audited(before),
		});
	});
}
