import { taskList } from "@/lib/cases/tasks/answers";
import { moveTask } from "@/lib/cases/tasks/move";
import { taskPlace } from "@/lib/cases/tasks/schema";
import { route, uuid } from "@/lib/platform/http/route";

export const PUT = route(
	"Moves a task within its case",
	{
		id: uuid,
		body: taskPlace,
		description: "If it was changed or moved since `version`, the 409 returns the current state in `task`.",
	},
	taskList,
	moveTask,
);
