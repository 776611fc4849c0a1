import { answerItems } from "@/lib/handovers/read-back/answer-items";
import { answersDto, answersInput } from "@/lib/handovers/read-back/schema";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const POST = route(
	{
		summary: "Accepts many items of a signed handover, or declines them for one reason",
		description:
			"All of them or none. If one of them was answered since its `version` (0: no answer yet), the 409 returns those answers in `answers`.",
		permission: "handovers.write",
		params: uuidParams,
		body: answersInput,
		answers: { 200: answersDto },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, body }) => Response.json(await answerItems(ctx, params.id, body)),
);
