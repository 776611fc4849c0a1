import { getDelivery } from "@/lib/outbound/webhooks/get-delivery";
import { deliveryDetail } from "@/lib/outbound/webhooks/schema";
import { route, uuid } from "@/lib/platform/http/route";

export const GET = route(
	"Gets a delivery with its request and every answer",
	{ id: uuid },
	deliveryDetail,
	getDelivery,
);
