import { uuidParams } from "@/lib/http/operation";
import { route } from "@/lib/http/route";
import { taskList } from "@/lib/tasks/answers";
import { moveTask } from "@/lib/tasks/move";
import { taskPlace } from "@/lib/tasks/schema";

export const PUT = route(
	{
		summary: "Moves a task within its case",
		description:
			"When somebody has changed or moved it since `version`, the 409 carries it as it stands, in `task`.",
		permission: "cases.work",
		params: uuidParams,
		body: taskPlace,
		answers: { 200: taskList },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, body }) => Response.json(await moveTask(ctx, params.id, body)),
);
