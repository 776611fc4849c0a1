import { decisionResult } from "@/lib/findings/answers";
import { undoDecision } from "@/lib/findings/undo";
import { uuidParams } from "@/lib/http/operation";
import { route } from "@/lib/http/route";

export const DELETE = route(
	{
		summary: "Takes a decision back",
		description: "A finding that was decided again since stays, and comes back as a conflict.",
		permission: "findings.decide",
		params: uuidParams,
		answers: { 200: decisionResult },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params }) => Response.json(await undoDecision(ctx, params.id)),
);
