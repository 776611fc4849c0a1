import { addTask } from "@/lib/cases/tasks/add";
import { taskDto, taskList } from "@/lib/cases/tasks/answers";
import { listTasks } from "@/lib/cases/tasks/list";
import { taskInput } from "@/lib/cases/tasks/schema";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{
		summary: "Lists a case's tasks in their order",
		permission: "cases.read",
		params: uuidParams,
		answers: { 200: taskList },
		errors: ["not_found"],
	},
	async ({ ctx, params }) => Response.json(await listTasks(ctx, params.id)),
);

export const POST = route(
	{
		summary: "Adds a task at the end",
		permission: "cases.work",
		params: uuidParams,
		body: taskInput,
		answers: { 201: taskDto },
		errors: ["not_found", "conflict", "too_large"],
	},
	async ({ ctx, params, body }) => Response.json(await addTask(ctx, params.id, body), { status: 201 }),
);
