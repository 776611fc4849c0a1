import { caseDetail, watchInput } from "@/lib/cases/schema";
import { watchCase } from "@/lib/cases/watch";
import { uuidParams } from "@/lib/http/operation";
import { route } from "@/lib/http/route";

export const PUT = route(
	{
		summary: "Lets somebody watch a case, or no longer",
		permission: "cases.work",
		params: uuidParams,
		body: watchInput,
		answers: { 200: caseDetail },
		errors: ["not_found"],
	},
	async ({ ctx, params, body }) => Response.json(await watchCase(ctx, params.id, body)),
);
