import { uuidParams } from "@/lib/http/operation";
import { route } from "@/lib/http/route";
import { replayDelivery } from "@/lib/webhooks/replay";
import { deliveryDto } from "@/lib/webhooks/schema";

export const POST = route(
	{
		summary: "Sends a delivery again, under the same webhook-id",
		permission: "webhooks.manage",
		params: uuidParams,
		answers: { 202: deliveryDto },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params }) => Response.json(await replayDelivery(ctx, params.id), { status: 202 }),
);
