import { linkCases, unlinkCases } from "@/lib/cases/cases/link-cases";
import { caseDetail, linkCaseInput } from "@/lib/cases/cases/schema";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const POST = route(
	{
		summary: "Links two cases",
		permission: "cases.work",
		params: uuidParams,
		body: linkCaseInput,
		answers: { 200: caseDetail },
		errors: ["not_found"],
	},
	async ({ ctx, params, body }) => Response.json(await linkCases(ctx, params.id, body)),
);

export const DELETE = route(
	{
		summary: "Unlinks two cases",
		permission: "cases.work",
		params: uuidParams,
		query: linkCaseInput,
		answers: { 200: caseDetail },
		errors: ["not_found"],
	},
	async ({ ctx, params, query }) => Response.json(await unlinkCases(ctx, params.id, query)),
);
