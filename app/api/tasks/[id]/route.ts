import { removalQuery, uuidParams } from "@/lib/http/operation";
import { route } from "@/lib/http/route";
import { taskDto } from "@/lib/tasks/answers";
import { removeTask } from "@/lib/tasks/remove";
import { taskChange } from "@/lib/tasks/schema";
import { updateTask } from "@/lib/tasks/update";

export const PATCH = route(
	{
		summary: "Changes a task",
		description: "When somebody has changed it since `version`, the 409 carries it as it stands, in `task`.",
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
		summary: "Takes a task out of its case",
		description: "When somebody has changed it since `version`, the 409 carries it as it stands, in `task`.",
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
