import { uuidParams } from "@/lib/http/operation";
import { route } from "@/lib/http/route";
import { taskList } from "@/lib/tasks/answers";
import { applyTemplate } from "@/lib/tasks/apply-template";
import { templateChoice } from "@/lib/tasks/schema";

export const POST = route(
	{
		summary: "Adds a template's tasks to a case",
		description: "A task whose title the case has already is left out.",
		permission: "cases.work",
		params: uuidParams,
		body: templateChoice,
		answers: { 200: taskList },
		errors: ["not_found", "conflict", "too_large"],
	},
	async ({ ctx, params, body }) => Response.json(await applyTemplate(ctx, params.id, body)),
);
