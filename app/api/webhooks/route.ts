import { createWebhook } from "@/lib/outbound/webhooks/create";
import { listWebhooks } from "@/lib/outbound/webhooks/list";
import { webhookInput, webhookList, webhookWithSecret } from "@/lib/outbound/webhooks/schema";
import { created, route } from "@/lib/platform/http/route";

export const GET = route("Lists webhooks", {}, webhookList, listWebhooks);

export const POST = route(
	"Adds a webhook",
	{
		body: webhookInput,
		description: "Only this answer holds the signing secret.",
		errors: ["not_configured"],
		secret: true,
	},
	created(webhookWithSecret, ({ webhook }) => `/api/webhooks/${webhook.id}`),
	createWebhook,
);
