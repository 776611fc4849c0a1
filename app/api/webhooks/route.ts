import { readJson, route } from "@/lib/http/route";
import { createWebhook } from "@/lib/webhooks/create";
import { listWebhooks } from "@/lib/webhooks/list";
import type { WebhookInput } from "@/lib/webhooks/schema";

export const GET = route(async ({ ctx }) => Response.json(await listWebhooks(ctx)));

export const POST = route(async ({ ctx, request }) => {
	const created = await createWebhook(ctx, (await readJson(request)) as WebhookInput);
	return Response.json(created, {
		status: 201,
		headers: { location: `/api/webhooks/${created.webhook.id}`, "cache-control": "no-store" },
	});
});
