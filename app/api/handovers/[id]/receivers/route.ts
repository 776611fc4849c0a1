import { listReceivers } from "@/lib/handovers/handovers/list-receivers";
import { receiverChoices } from "@/lib/handovers/handovers/schema";
import { nameReceivers } from "@/lib/handovers/read-back/name-receivers";
import { readBackDto, receiversInput } from "@/lib/handovers/read-back/schema";
import { route, uuid } from "@/lib/platform/http/route";

export const GET = route(
	"Lists who can acknowledge a handover, and who is suggested",
	{
		id: uuid,
		description: "Suggested are the people that the plan names for the shift that follows, else every lead.",
	},
	receiverChoices,
	listReceivers,
);

export const PUT = route(
	"Sets who has to acknowledge a signed handover",
	{
		id: uuid,
		body: receiversInput,
		description:
			"New receivers are notified. If the handover changed since `version`, the 409 returns it in `readBack`.",
	},
	readBackDto,
	nameReceivers,
);
