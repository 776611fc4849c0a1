import { answerItem } from "@/lib/handovers/read-back/answer";
import { answerDto, answerInput } from "@/lib/handovers/read-back/schema";
import { route, uuid } from "@/lib/platform/http/route";

export const POST = route(
	"Accepts an item of a signed handover, asks about it or declines it",
	{
		id: uuid,
		body: answerInput,
		description:
			"Until the acknowledgement an answer can be changed. If the item was answered since `version` (0: no answer yet), the 409 returns that answer in `answer`.",
	},
	answerDto,
	answerItem,
);
