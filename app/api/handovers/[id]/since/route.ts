import { sinceDto } from "@/lib/handovers/review/schema";
import { sinceHandover } from "@/lib/handovers/review/since";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{
		summary: "Gets what happened to each item of a signed handover since it was signed",
		permission: "handovers.read",
		params: uuidParams,
		answers: { 200: sinceDto },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params }) => Response.json(await sinceHandover(ctx, params.id)),
);
