import { replayDead } from "@/lib/outbound/webhooks/replay";
import { replayResult } from "@/lib/outbound/webhooks/schema";
import { accepted, route, uuid } from "@/lib/platform/http/route";

export const POST = route(
	"Sends all dead deliveries of a webhook again",
	{ id: uuid },
	accepted(replayResult),
	replayDead,
);
