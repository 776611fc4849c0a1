import { getReadBack } from "@/lib/handovers/read-back/read-back";
import { readBackDto } from "@/lib/handovers/read-back/schema";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{
		summary: "Gets the read-back of a signed handover",
		permission: "handovers.read",
		params: uuidParams,
		answers: { 200: readBackDto },
		errors: ["not_found"],
	},
	async ({ ctx, params }) => Response.json(await getReadBack(ctx, params.id)),
);
