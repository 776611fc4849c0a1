import { uuidParams } from "@/lib/http/operation";
import { route } from "@/lib/http/route";
import { getReadBack } from "@/lib/read-back/read-back";
import { readBackDto } from "@/lib/read-back/schema";

export const GET = route(
	{
		summary: "Gets what was said about a handover since it was signed",
		permission: "handovers.read",
		params: uuidParams,
		answers: { 200: readBackDto },
		errors: ["not_found"],
	},
	async ({ ctx, params }) => Response.json(await getReadBack(ctx, params.id)),
);
