import { decisionResult, undoInput } from "@/lib/decisions/schema";
import { undoDecision } from "@/lib/decisions/undo";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const DELETE = route(
	{
		summary: "Undoes a decision",
		description:
			"Undoes it for all its findings, or with `finding` for that one alone. A finding that was decided again since is left alone and comes back as a conflict.",
		permission: "findings.decide",
		params: uuidParams,
		query: undoInput,
		answers: { 200: decisionResult },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, query }) => Response.json(await undoDecision(ctx, params.id, query)),
);
