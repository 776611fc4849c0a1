import { fromRow } from "@/lib/core/answer";
import type { TaskTemplate } from "@/lib/platform/db/generated/client.ts";
import { type TemplateDto, templateDto } from "./answers";
import { BUILT_IN, CLICK_PLAYBOOK, type TemplateTask } from "./rules";

export function tasksOf(template: Pick<TaskTemplate, "tasks">): TemplateTask[] {
	return template.tasks as unknown as TemplateTask[];
}

export function toTemplate(row: TaskTemplate): TemplateDto {
	return {
		...fromRow(templateDto, row),
		builtIn: false,
		isDefault: row.isDefault === true,
		tasks: tasksOf(row),
		updatedBy: row.updatedByName,
	};
}

/** @param isDefault whether no other template is the default */
export function builtIn(isDefault: boolean): TemplateDto {
	return {
		id: BUILT_IN,
		name: "Click playbook",
		builtIn: true,
		isDefault,
		tasks: [...CLICK_PLAYBOOK],
		version: 1,
		updatedAt: null,
		updatedBy: null,
	};
}
