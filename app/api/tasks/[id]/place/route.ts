import { taskList } from "@/lib/cases/tasks/answers";
import { moveTask } from "@/lib/cases/tasks/move";
import { taskPlace } from "@/lib/cases/tasks/schema";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const PUT = route(
	{
		summary: "Moves a task within its case",
		description: "If it was changed or moved since `version`, the 409 returns the current state in `task`.",
		permission: "cases.work",
		params: uuidParams,
		body: taskPlace,
		answers: { 200: taskList },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, body }) => Response.json(await moveTask(ctx, params.id, body)),
);
