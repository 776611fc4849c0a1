import { handoverDifference } from "@/lib/handover-review/difference";
import { differenceDto } from "@/lib/handover-review/schema";
import { uuidParams } from "@/lib/http/operation";
import { route } from "@/lib/http/route";

export const GET = route(
	{
		summary: "Compares a signed handover with the one before",
		permission: "handovers.read",
		params: uuidParams,
		answers: { 200: differenceDto },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params }) => Response.json(await handoverDifference(ctx, params.id)),
);
