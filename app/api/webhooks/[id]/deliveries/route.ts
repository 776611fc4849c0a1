import { uuidParams } from "@/lib/http/operation";
import { route } from "@/lib/http/route";
import { listDeliveries } from "@/lib/webhooks/list-deliveries";
import { deliveryListInput, deliveryPage } from "@/lib/webhooks/schema";

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
