import { taskDto } from "@/lib/cases/tasks/answers";
import { removeTask } from "@/lib/cases/tasks/remove";
import { taskChange } from "@/lib/cases/tasks/schema";
import { updateTask } from "@/lib/cases/tasks/update";
import { removalQuery } from "@/lib/platform/http/operation";
import { noContent, route, unlessChanged, uuid } from "@/lib/platform/http/route";

export const PATCH = route(
	"Changes a task",
	{ id: uuid, body: taskChange, ...unlessChanged("task") },
	taskDto,
	updateTask,
);

export const DELETE = route(
	"Removes a task from its case",
	{ id: uuid, query: removalQuery, ...unlessChanged("task") },
	noContent,
	removeTask,
);
