import { z } from "zod";
import { TASK_STATUSES } from "@/lib/cases/record/rules";
import { namedPerson, utcInstant } from "@/lib/core/answer";

export const taskDto = z.object({
	id: z.uuid(),
	caseId: z.uuid(),
	title: z.string(),
	description: z.string(),
	status: z.enum(TASK_STATUSES),
	blocking: z.boolean(),
	assignee: namedPerson.nullable(),
	dueAt: utcInstant.nullable(),
	outcome: z.string(),
	version: z.number().int(),
	createdAt: utcInstant,
	finishedAt: utcInstant.nullable(),
	finishedBy: z.string().nullable(),
});
export type TaskDto = z.infer<typeof taskDto>;

/** In the order that people gave them. */
export const taskList = z.object({ items: z.array(taskDto) });
export type TaskList = z.infer<typeof taskList>;
