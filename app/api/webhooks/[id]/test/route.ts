import { deliveryDto } from "@/lib/outbound/webhooks/schema";
import { testWebhook } from "@/lib/outbound/webhooks/test-webhook";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const POST = route(
	{
		summary: "Sends a test event to a webhook, also to a paused one",
		permission: "webhooks.manage",
		params: uuidParams,
		answers: { 202: deliveryDto },
		errors: ["not_found"],
	},
	async ({ ctx, params }) => Response.json(await testWebhook(ctx, params.id), { status: 202 }),
);
