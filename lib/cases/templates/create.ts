import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { TemplateDto } from "./answers";
import { toTemplate } from "./dto";
import { lockTemplates } from "./find";
import { TEMPLATE_LIMIT } from "./rules";
import { type TemplateInput, templateInput } from "./schema";

/** Adds a template. @throws AppError `invalid_input`, `too_large` beyond {@link TEMPLATE_LIMIT} */
export async function createTemplate(ctx: Context, input: TemplateInput): Promise<TemplateDto> {
	authorize(ctx.actor, "cases.manage");
	const { name, tasks, isDefault } = parseInput(templateInput, input);
	return ctx.db.$transaction(async (tx) => {
		const all = await lockTemplates(tx);
		if (all.length >= TEMPLATE_LIMIT) {
			throw new AppError("too_large", `There are ${TEMPLATE_LIMIT} templates already.`, {
				remedy: "Delete one that is not needed.",
			});
		}
		if (isDefault)
			await tx.taskTemplate.updateMany({ where: { isDefault: true }, data: { isDefault: null } });
		const row = await tx.taskTemplate.create({
			data: {
				name,
				tasks,
				isDefault: isDefault || null,
				updatedAt: ctx.now(),
				updatedByName: actorRecord(ctx.actor).actorName,
			},
		});
		await recordAudit(tx, ctx, {
			verb: "templates.create",
			target: ["settings", row.id],
			after: { name, tasks, isDefault },
		});
		return toTemplate(row);
	});
}
