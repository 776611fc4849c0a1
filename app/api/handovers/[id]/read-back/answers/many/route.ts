import { answerItems } from "@/lib/handovers/read-back/answer-items";
import { answersDto, answersInput } from "@/lib/handovers/read-back/schema";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const POST = route(
	{
		summary: "Accepts many items of a signed handover, or declines them for one reason",
		description:
			"All of them or none. When somebody has answered one of them since its `version` (0: nobody had), the 409 carries those answers, in `answers`.",
		permission: "handovers.write",
		params: uuidParams,
		body: answersInput,
		answers: { 200: answersDto },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, body }) => Response.json(await answerItems(ctx, params.id, body)),
);
