import { listDeliveries } from "@/lib/outbound/webhooks/list-deliveries";
import { deliveryListInput, deliveryPage } from "@/lib/outbound/webhooks/schema";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{
		summary: "Lists a webhook's deliveries, newest first",
		permission: "webhooks.manage",
		params: uuidParams,
		query: deliveryListInput,
		answers: { 200: deliveryPage },
	},
	async ({ ctx, params, query }) => Response.json(await listDeliveries(ctx, params.id, query)),
);
