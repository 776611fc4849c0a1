import { AppError, changedSince } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { Prisma, TaskTemplate } from "@/lib/platform/db/generated/client.ts";
import type { TemplateDto } from "./answers";
import { tasksOf, toTemplate } from "./dto";
import { lockTemplates } from "./find";
import { type TemplateChange, templateChange } from "./schema";

/**
 * Changes a template. Cases that were given it keep their tasks.
 * @throws AppError `invalid_input`, `not_found`, `conflict` when somebody has changed it since (with `template`)
 */
export async function updateTemplate(
	ctx: Context,
	templateId: string,
	input: TemplateChange,
): Promise<TemplateDto> {
	authorize(ctx.actor, "cases.manage");
	const { version, name, tasks, isDefault } = parseInput(templateChange, input);
	return ctx.db.$transaction(async (tx) => {
		const before = (await lockTemplates(tx)).find(({ id }) => id === templateId);
		if (before === undefined) throw new AppError("not_found", "Template not found.");
		requireTemplateVersion(before, version);
		if (isDefault)
			await tx.taskTemplate.updateMany({ where: { isDefault: true }, data: { isDefault: null } });
		const data: Prisma.TaskTemplateUpdateInput = {
			version: { increment: 1 },
			updatedAt: ctx.now(),
			updatedByName: actorRecord(ctx.actor).actorName,
		};
		if (name !== undefined) data.name = name;
		if (tasks !== undefined) data.tasks = tasks;
		if (isDefault !== undefined) data.isDefault = isDefault || null;
		const after = await tx.taskTemplate.update({ where: { id: before.id }, data });
		await recordAudit(tx, ctx, {
			verb: "templates.update",
			target: ["settings", after.id],
			before: audited(before),
			after: audited(after),
		});
		return toTemplate(after);
	});
}

/** What the audit keeps of a template. */
export function audited(row: Parameters<typeof toTemplate>[0]) {
	return {
		name: row.name,
		tasks: tasksOf(row).map((task) => ({ ...task })),
		isDefault: row.isDefault === true,
	};
}

/** @throws AppError `conflict` (with `template`, as it stands now) unless it is the version that the person saw */
export function requireTemplateVersion(template: TaskTemplate, version: number): void {
	if (template.version === version) return;
	throw changedSince("this template", { template: toTemplate(template) });
}
