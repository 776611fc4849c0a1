import { listDeliveries } from "@/lib/outbound/webhooks/list-deliveries";
import { deliveryListInput, deliveryPage } from "@/lib/outbound/webhooks/schema";
import { route, uuid } from "@/lib/platform/http/route";

export const GET = route(
	"Lists a webhook's deliveries, newest first",
	{ id: uuid, query: deliveryListInput, unknownIsEmpty: true },
	deliveryPage,
	listDeliveries,
);
