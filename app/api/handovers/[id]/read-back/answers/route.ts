import { answerItem } from "@/lib/handovers/read-back/answer";
import { answerDto, answerInput } from "@/lib/handovers/read-back/schema";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const POST = route(
	{
		summary: "Accepts an item of a signed handover, asks about it or declines it",
		description:
			"Until the acknowledgement an answer can be changed. If the item was answered since `version` (0: no answer yet), the 409 returns that answer in `answer`.",
		permission: "handovers.write",
		params: uuidParams,
		body: answerInput,
		answers: { 200: answerDto },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, body }) => Response.json(await answerItem(ctx, params.id, body)),
);
