import { recordCaseEvent } from "@/lib/cases/record/record-event";
import { TASK_ORDER } from "@/lib/cases/record/task-order";
import { findTemplate } from "@/lib/cases/templates/find";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { TaskList } from "./answers";
import { toTask } from "./dto";
import { lockCaseOfTasks } from "./find";
import { addFromTemplate } from "./from-template";
import { TASK_LIMIT } from "./rules";
import { type TemplateChoice, templateChoice } from "./schema";

/**
 * Adds a template's tasks to a case, after those it has; a task whose title the case has already is left out.
 * @throws AppError `not_found`, `conflict` when the case is closed or has all of them, `too_large`
 */
export async function applyTemplate(ctx: Context, caseId: string, input: TemplateChoice): Promise<TaskList> {
	authorize(ctx.actor, "cases.work");
	const { templateId } = parseInput(templateChoice, input);
	return ctx.db.$transaction(async (tx) => {
		const of = await lockCaseOfTasks(tx, ctx.actor, caseId);
		const template = await findTemplate(tx, templateId);
		const there = await tx.caseTask.findMany({ where: { caseId: of.id }, select: { title: true } });
		const known = new Set(there.map(({ title }) => title.toLowerCase()));
		const missing = template.tasks.filter(({ title }) => !known.has(title.toLowerCase()));
		if (missing.length === 0) {
			throw new AppError("conflict", `The case has every task of “${template.name}” already.`);
		}
		if (there.length + missing.length > TASK_LIMIT) {
			throw new AppError("too_large", `The case would have more than ${TASK_LIMIT} tasks.`);
		}
		await addFromTemplate(tx, of.id, missing, ctx.now());
		await recordCaseEvent(tx, ctx, of.id, "task_added", { template: template.name, count: missing.length });
		await recordAudit(tx, ctx, {
			verb: "tasks.apply-template",
			target: ["case", of.id],
			after: { template: template.name, tasks: missing.map(({ title }) => title) },
		});
		const rows = await tx.caseTask.findMany({ where: { caseId: of.id }, orderBy: TASK_ORDER });
		return { items: rows.map(toTask) };
	});
}
