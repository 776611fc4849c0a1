import { addFindings } from "@/lib/cases/cases/add-findings";
import { addFindingsInput, caseDetail } from "@/lib/cases/cases/schema";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const POST = route(
	{
		summary: "Adds escalated findings without a case to a case",
		description: "To add findings that aren't escalated yet, decide them.",
		permission: "cases.work",
		params: uuidParams,
		body: addFindingsInput,
		answers: { 200: caseDetail },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, body }) => Response.json(await addFindings(ctx, params.id, body)),
);
