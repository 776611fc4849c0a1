import { z } from "zod";
import { TASK_TEXT_LIMIT, TASK_TITLE_LIMIT } from "@/lib/cases/record/rules";
import { BUILT_IN, DUE_HOURS_LIMIT, TEMPLATE_NAME_LIMIT, TEMPLATE_TASK_LIMIT } from "./rules";

export const templateTask = z.strictObject({
	title: z.string().trim().min(1, "Write a title.").max(TASK_TITLE_LIMIT),
	description: z.string().trim().max(TASK_TEXT_LIMIT).default(""),
	blocking: z.boolean().default(false),
	dueHours: z.number().int().min(1).max(DUE_HOURS_LIMIT).nullable().default(null),
});

const name = z
	.string()
	.trim()
	.min(1, "Write a name.")
	.max(TEMPLATE_NAME_LIMIT, `At most ${TEMPLATE_NAME_LIMIT} characters.`);
const tasks = z.array(templateTask).min(1, "A template has at least one task.").max(TEMPLATE_TASK_LIMIT);

export const templateInput = z.strictObject({ name, tasks, isDefault: z.boolean().default(false) });
export type TemplateInput = z.input<typeof templateInput>;

/** What is not given stays. `version` is the one the person saw. */
export const templateChange = z.strictObject({
	name: name.optional(),
	tasks: tasks.optional(),
	isDefault: z.boolean().optional(),
	version: z.number().int().min(1),
});
export type TemplateChange = z.input<typeof templateChange>;

/** A template's id, or that of the built-in playbook. */
export const templateId = z.union([z.uuid(), z.literal(BUILT_IN)]);
