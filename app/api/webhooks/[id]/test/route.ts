import { deliveryDto } from "@/lib/outbound/webhooks/schema";
import { testWebhook } from "@/lib/outbound/webhooks/test-webhook";
import { accepted, route, uuid } from "@/lib/platform/http/route";

export const POST = route(
	"Sends a test event to a webhook, also to a paused one",
	{ id: uuid },
	accepted(deliveryDto),
	testWebhook,
);
