import { getDelivery } from "@/lib/outbound/webhooks/get-delivery";
import { deliveryDetail } from "@/lib/outbound/webhooks/schema";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{
		summary: "Gets a delivery with its request and every answer",
		permission: "webhooks.manage",
		params: uuidParams,
		answers: { 200: deliveryDetail },
		errors: ["not_found"],
	},
	async ({ ctx, params }) => Response.json(await getDelivery(ctx, params.id)),
);
