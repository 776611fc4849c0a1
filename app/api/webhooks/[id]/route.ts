import { readJson, route } from "@/lib/http/route";
import { deleteWebhook } from "@/lib/webhooks/delete";
import { getWebhook } from "@/lib/webhooks/get";
import type { WebhookChange } from "@/lib/webhooks/schema";
import { updateWebhook } from "@/lib/webhooks/update";

export const GET = route<{ id: string }>(async ({ ctx, params }) =>
	Response.json(await getWebhook(ctx, params.id)),
);

export const PATCH = route<{ id: string }>(async ({ ctx, request, params }) =>
	Response.json(await updateWebhook(ctx, params.id, (await readJson(request)) as WebhookChange)),
);

export const DELETE = route<{ id: string }>(async ({ ctx, params }) => {
	await deleteWebhook(ctx, params.id);
	return new Response(null, { status: 204 });
});
