import { caseDetail, watchInput } from "@/lib/cases/cases/schema";
import { watchCase } from "@/lib/cases/cases/watch";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const PUT = route(
	{
		summary: "Adds or removes a person who watches a case",
		permission: "cases.work",
		params: uuidParams,
		body: watchInput,
		answers: { 200: caseDetail },
		errors: ["not_found"],
	},
	async ({ ctx, params, body }) => Response.json(await watchCase(ctx, params.id, body)),
);
