import { uuidParams } from "@/lib/http/operation";
import { route } from "@/lib/http/route";
import { acknowledgeHandover } from "@/lib/read-back/acknowledge";
import { acknowledgeInput, readBackDto } from "@/lib/read-back/schema";

export const POST = route(
	{
		summary: "Acknowledges a signed handover",
		description:
			"Every item has to be accepted or declined. When the handover is not as `version` says any more, the 409 carries what was said about it, in `readBack`.",
		permission: "handovers.write",
		params: uuidParams,
		body: acknowledgeInput,
		answers: { 200: readBackDto },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, body }) => Response.json(await acknowledgeHandover(ctx, params.id, body)),
);
