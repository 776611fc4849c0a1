import { templateDto, templateList } from "@/lib/cases/templates/answers";
import { createTemplate } from "@/lib/cases/templates/create";
import { listTemplates } from "@/lib/cases/templates/list";
import { templateInput } from "@/lib/cases/templates/schema";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{
		summary: "Lists task templates, the built-in playbook first",
		permission: "cases.read",
		answers: { 200: templateList },
	},
	async ({ ctx }) => Response.json(await listTemplates(ctx)),
);

export const POST = route(
	{
		summary: "Adds a task template",
		permission: "cases.manage",
		body: templateInput,
		answers: { 201: templateDto },
		errors: ["too_large"],
	},
	async ({ ctx, body }) => Response.json(await createTemplate(ctx, body), { status: 201 }),
);
