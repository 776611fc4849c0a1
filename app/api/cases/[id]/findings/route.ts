import { addFindings } from "@/lib/cases/cases/add-findings";
import { addFindingsInput, caseDetail } from "@/lib/cases/cases/schema";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const POST = route(
	{
		summary: "Puts findings that are escalated and in no case into one",
		description: "Findings that are not escalated yet go into a case by a decision.",
		permission: "cases.work",
		params: uuidParams,
		body: addFindingsInput,
		answers: { 200: caseDetail },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, body }) => Response.json(await addFindings(ctx, params.id, body)),
);
