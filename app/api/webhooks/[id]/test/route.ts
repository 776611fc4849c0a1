import { uuidParams } from "@/lib/http/operation";
import { route } from "@/lib/http/route";
import { deliveryDto } from "@/lib/webhooks/schema";
import { testWebhook } from "@/lib/webhooks/test-webhook";

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
