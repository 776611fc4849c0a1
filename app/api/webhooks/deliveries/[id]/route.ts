import { uuidParams } from "@/lib/http/operation";
import { route } from "@/lib/http/route";
import { getDelivery } from "@/lib/webhooks/get-delivery";
import { deliveryDetail } from "@/lib/webhooks/schema";

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
