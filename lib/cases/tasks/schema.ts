import { z } from "zod";
import { TASK_STATUSES, TASK_TEXT_LIMIT, TASK_TITLE_LIMIT } from "@/lib/cases/record/rules";
import { templateId } from "@/lib/cases/templates/schema";
import { instant } from "@/lib/core/time";

const title = z
	.string()
	.trim()
	.min(1, "Write a title.")
	.max(TASK_TITLE_LIMIT, `At most ${TASK_TITLE_LIMIT} characters.`);
const text = z
	.string()
	.trim()
	.max(TASK_TEXT_LIMIT, `At most ${TASK_TEXT_LIMIT.toLocaleString("en")} characters.`);

export const taskInput = z.strictObject({
	title,
	description: text.default(""),
	blocking: z.boolean().default(false),
	/** Null: nobody. */
	assigneeId: z.uuid().nullable().default(null),
	dueAt: instant.nullable().default(null),
});
export type TaskInput = z.input<typeof taskInput>;

/** What is not given stays. `version` is the one the person saw. */
export const taskChange = z.strictObject({
	title: title.optional(),
	description: text.optional(),
	blocking: z.boolean().optional(),
	assigneeId: z.uuid().nullable().optional(),
	dueAt: instant.nullable().optional(),
	status: z.enum(TASK_STATUSES).optional(),
	/** Outcome, or why it does not apply. */
	outcome: text.optional(),
	version: z.number().int().min(1),
});
export type TaskChange = z.input<typeof taskChange>;

/** Right after this task of the same case; null: first. `version` is that of the task that the person saw. */
export const taskPlace = z.strictObject({
	after: z.uuid().nullable(),
	version: z.number().int().min(1).optional(),
});
export type TaskPlace = z.input<typeof taskPlace>;

export const templateChoice = z.strictObject({ templateId });
export type TemplateChoice = z.input<typeof templateChoice>;
