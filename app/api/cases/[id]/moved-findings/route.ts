import { moveFindings } from "@/lib/cases/cases/move-findings";
import { caseDetail, moveFindingsInput } from "@/lib/cases/cases/schema";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const POST = route(
	{
		summary: "Moves findings of a case into another, or splits them off into a new one",
		description: "Returns the case that they are in now.",
		permission: "cases.work",
		params: uuidParams,
		body: moveFindingsInput,
		answers: { 200: caseDetail },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, body }) => Response.json(await moveFindings(ctx, params.id, body)),
);
