import { replayDelivery } from "@/lib/outbound/webhooks/replay";
import { deliveryDto } from "@/lib/outbound/webhooks/schema";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

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
