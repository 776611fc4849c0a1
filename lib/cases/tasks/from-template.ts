import { dueAt, type TemplateTask } from "@/lib/cases/templates/rules";
import type { Transaction } from "@/lib/platform/db/client";

/** Gives a case the tasks of a template, after those it has. Part of a verb's transaction, which tells of it. */
export async function addFromTemplate(
	tx: Transaction,
	caseId: string,
	tasks: readonly TemplateTask[],
	at: Date,
): Promise<void> {
	const { _max: last } = await tx.caseTask.aggregate({ where: { caseId }, _max: { position: true } });
	const first = (last.position ?? -1) + 1;
	await tx.caseTask.createMany({
		data: tasks.map(({ title, description, blocking, dueHours }, index) => ({
			caseId,
			title,
			description,
			blocking,
			position: first + index,
			dueAt: dueAt(dueHours, at),
			createdAt: at,
		})),
	});
}
