import { templateDto } from "@/lib/cases/templates/answers";
import { deleteTemplate } from "@/lib/cases/templates/delete";
import { templateChange } from "@/lib/cases/templates/schema";
import { updateTemplate } from "@/lib/cases/templates/update";
import { removalQuery } from "@/lib/platform/http/operation";
import { noContent, route, unlessChanged, uuid } from "@/lib/platform/http/route";

export const PATCH = route(
	"Changes a task template",
	{ id: uuid, body: templateChange, ...unlessChanged("template") },
	templateDto,
	updateTemplate,
);

export const DELETE = route(
	"Deletes a task template; cases keep their tasks",
	{ id: uuid, query: removalQuery, ...unlessChanged("template") },
	noContent,
	deleteTemplate,
);
