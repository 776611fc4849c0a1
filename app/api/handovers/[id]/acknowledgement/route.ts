import { acknowledgeHandover } from "@/lib/handovers/read-back/acknowledge";
import { acknowledgeInput, readBackDto } from "@/lib/handovers/read-back/schema";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const POST = route(
	{
		summary: "Acknowledges a signed handover",
		description:
			"Every item has to be accepted or declined. If the handover changed since `version`, the 409 returns its read-back in `readBack`.",
		permission: "handovers.write",
		params: uuidParams,
		body: acknowledgeInput,
		answers: { 200: readBackDto },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, body }) => Response.json(await acknowledgeHandover(ctx, params.id, body)),
);
