import { handoverDifference } from "@/lib/handovers/review/difference";
import { differenceDto } from "@/lib/handovers/review/schema";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

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
