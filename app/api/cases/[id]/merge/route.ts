import { mergeCase } from "@/lib/cases/cases/merge";
import { caseDetail, mergeInput, versionInput } from "@/lib/cases/cases/schema";
import { unmergeCase } from "@/lib/cases/cases/unmerge";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const POST = route(
	{
		summary: "Merges a case into another",
		description: "Returns the case that it was merged into.",
		permission: "cases.work",
		params: uuidParams,
		body: mergeInput,
		answers: { 200: caseDetail },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, body }) => Response.json(await mergeCase(ctx, params.id, body)),
);

export const DELETE = route(
	{
		summary: "Undoes the merge of a case",
		permission: "cases.work",
		params: uuidParams,
		query: versionInput,
		answers: { 200: caseDetail },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, query }) => Response.json(await unmergeCase(ctx, params.id, query)),
);
