import { templateDto } from "@/lib/cases/templates/answers";
import { deleteTemplate } from "@/lib/cases/templates/delete";
import { templateChange } from "@/lib/cases/templates/schema";
import { updateTemplate } from "@/lib/cases/templates/update";
import { removalQuery, uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const PATCH = route(
	{
		summary: "Changes a task template",
		description: "If it changed since `version`, the 409 returns the current state in `template`.",
		permission: "cases.manage",
		params: uuidParams,
		body: templateChange,
		answers: { 200: templateDto },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, body }) => Response.json(await updateTemplate(ctx, params.id, body)),
);

export const DELETE = route(
	{
		summary: "Deletes a task template; cases keep their tasks",
		description: "If it changed since `version`, the 409 returns the current state in `template`.",
		permission: "cases.manage",
		params: uuidParams,
		query: removalQuery,
		answers: { 204: null },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, query }) => {
		await deleteTemplate(ctx, params.id, query);
		return new Response(null, { status: 204 });
	},
);
