import { AppError } from "@/lib/core/errors";
import type { Transaction } from "@/lib/platform/db/client";
import type { TaskTemplate } from "@/lib/platform/db/generated/client.ts";
import { tasksOf } from "./dto";
import { BUILT_IN, CLICK_PLAYBOOK, type TemplateTask } from "./rules";

interface Found {
	readonly name: string;
	readonly tasks: readonly TemplateTask[];
}

const CLICKS: Found = { name: "Click playbook", tasks: CLICK_PLAYBOOK };

/** The tasks of a template, or of the built-in playbook. @throws AppError `not_found` */
export async function findTemplate(tx: Transaction, id: string): Promise<Found> {
	if (id === BUILT_IN) return CLICKS;
	const row = await tx.taskTemplate.findUnique({ where: { id } });
	if (row === null) throw new AppError("not_found", "Template not found.");
	return { name: row.name, tasks: tasksOf(row) };
}

/** What new cases are given. */
export async function defaultTemplate(tx: Transaction): Promise<Found> {
	const row = await tx.taskTemplate.findUnique({ where: { isDefault: true } });
	return row === null ? CLICKS : { name: row.name, tasks: tasksOf(row) };
}

/** All templates, locked until the transaction ends: there are few, and only one may be the default. */
export async function lockTemplates(tx: Transaction): Promise<TaskTemplate[]> {
	await tx.$executeRaw`SELECT 1 FROM "TaskTemplate" ORDER BY "id" FOR UPDATE`;
	return tx.taskTemplate.findMany();
}
