import { createWebhook } from "@/lib/outbound/webhooks/create";
import { listWebhooks } from "@/lib/outbound/webhooks/list";
import { webhookInput, webhookList, webhookWithSecret } from "@/lib/outbound/webhooks/schema";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{ summary: "Lists webhooks", permission: "webhooks.manage", answers: { 200: webhookList } },
	async ({ ctx }) => Response.json(await listWebhooks(ctx)),
);

export const POST = route(
	{
		summary: "Adds a webhook",
		description: "Only this answer holds the signing secret.",
		permission: "webhooks.manage",
		body: webhookInput,
		answers: { 201: webhookWithSecret },
		errors: ["too_large", "not_configured"],
		// What is kept for a repetition would hold the secret.
		idempotent: false,
	},
	async ({ ctx, body }) => {
		const created = await createWebhook(ctx, body);
		return Response.json(created, {
			status: 201,
			headers: { location: `/api/webhooks/${created.webhook.id}`, "cache-control": "no-store" },
		});
	},
);
