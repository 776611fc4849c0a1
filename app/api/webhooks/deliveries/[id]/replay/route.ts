import { replayDelivery } from "@/lib/outbound/webhooks/replay";
import { deliveryDto } from "@/lib/outbound/webhooks/schema";
import { accepted, route, uuid } from "@/lib/platform/http/route";

export const POST = route(
	"Sends a delivery again, under the same webhook-id",
	{ id: uuid },
	accepted(deliveryDto),
	replayDelivery,
);
