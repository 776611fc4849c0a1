import { acknowledgeHandover } from "@/lib/handovers/read-back/acknowledge";
import { acknowledgeInput, readBackDto } from "@/lib/handovers/read-back/schema";
import { route, uuid } from "@/lib/platform/http/route";

export const POST = route(
	"Acknowledges a signed handover",
	{
		id: uuid,
		body: acknowledgeInput,
		description:
			"Every item has to be accepted or declined. If the handover changed since `version`, the 409 returns its read-back in `readBack`.",
	},
	readBackDto,
	acknowledgeHandover,
);
