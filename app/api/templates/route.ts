import { templateDto, templateList } from "@/lib/cases/templates/answers";
import { createTemplate } from "@/lib/cases/templates/create";
import { listTemplates } from "@/lib/cases/templates/list";
import { templateInput } from "@/lib/cases/templates/schema";
import { created, route } from "@/lib/platform/http/route";

export const GET = route(
	"Lists task templates, the built-in playbook first",
	{},
	templateList,
	listTemplates,
);

export const POST = route(
	"Adds a task template",
	{ body: templateInput },
	created(templateDto),
	createTemplate,
);
