import { answerItems } from "@/lib/handovers/read-back/answer-items";
import { answersDto, answersInput } from "@/lib/handovers/read-back/schema";
import { route, uuid } from "@/lib/platform/http/route";

export const POST = route(
	"Accepts many items of a signed handover, or declines them for one reason",
	{
		id: uuid,
		body: answersInput,
		description:
			"All of them or none. If one of them was answered since its `version` (0: no answer yet), the 409 returns those answers in `answers`.",
	},
	answersDto,
	answerItems,
);
