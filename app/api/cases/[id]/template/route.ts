import { taskList } from "@/lib/cases/tasks/answers";
import { applyTemplate } from "@/lib/cases/tasks/apply-template";
import { templateChoice } from "@/lib/cases/tasks/schema";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const POST = route(
	{
		summary: "Adds a template's tasks to a case",
		description: "Tasks whose titles the case already has are skipped.",
		permission: "cases.work",
		params: uuidParams,
		body: templateChoice,
		answers: { 200: taskList },
		errors: ["not_found", "conflict", "too_large"],
	},
	async ({ ctx, params, body }) => Response.json(await applyTemplate(ctx, params.id, body)),
);
