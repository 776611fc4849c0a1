import { taskList } from "@/lib/cases/tasks/answers";
import { applyTemplate } from "@/lib/cases/tasks/apply-template";
import { templateChoice } from "@/lib/cases/tasks/schema";
import { route, uuid } from "@/lib/platform/http/route";

export const POST = route(
	"Adds a template's tasks to a case",
	{ id: uuid, body: templateChoice, description: "Tasks whose titles the case already has are skipped." },
	taskList,
	applyTemplate,
);
