import { taskDto } from "@/lib/cases/tasks/answers";
import { removeTask } from "@/lib/cases/tasks/remove";
import { taskChange } from "@/lib/cases/tasks/schema";
import { updateTask } from "@/lib/cases/tasks/update";
import { removalQuery, uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const PATCH = route(
	{
		summary: "Changes a task",
		description: "If it changed since `version`, the 409 returns the current state in `task`.",
		permission: "cases.work",
		params: uuidParams,
		body: taskChange,
		answers: { 200: taskDto },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, body }) => Response.json(await updateTask(ctx, params.id, body)),
);

export const DELETE = route(
	{
		summary: "Removes a task from its case",
		description: "If it changed since `version`, the 409 returns the current state in `task`.",
		permission: "cases.work",
		params: uuidParams,
		query: removalQuery,
		answers: { 204: null },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, query }) => {
		await removeTask(ctx, params.id, query);
		return new Response(null, { status: 204 });
	},
);
