import { z } from "zod";
import { utcInstant } from "@/lib/core/answer";
import { templateTask } from "./schema";

export const templateDto = z.object({
	/** A UUID, or `click-playbook`. */
	id: z.string(),
	name: z.string(),
	/** Comes with the product and cannot be changed; copy it to change it. */
	builtIn: z.boolean(),
	/** New cases are given it. */
	isDefault: z.boolean(),
	tasks: z.array(templateTask.required()),
	version: z.number().int(),
	/** Null for the built-in one. */
	updatedAt: utcInstant.nullable(),
	updatedBy: z.string().nullable(),
});
export type TemplateDto = z.infer<typeof templateDto>;

export const templateList = z.object({ items: z.array(templateDto) });
export type TemplateList = z.infer<typeof templateList>;
