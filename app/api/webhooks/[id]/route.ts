import { deleteWebhook } from "@/lib/outbound/webhooks/delete";
import { getWebhook } from "@/lib/outbound/webhooks/get";
import { webhookChange, webhookDto } from "@/lib/outbound/webhooks/schema";
import { updateWebhook } from "@/lib/outbound/webhooks/update";
import { removalQuery, uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{
		summary: "Gets a webhook",
		permission: "webhooks.manage",
		params: uuidParams,
		answers: { 200: webhookDto },
		errors: ["not_found"],
	},
	async ({ ctx, params }) => Response.json(await getWebhook(ctx, params.id)),
);

export const PATCH = route(
	{
		summary: "Changes, pauses or resumes a webhook",
		description: "If it changed since `version`, the 409 returns the current state in `webhook`.",
		permission: "webhooks.manage",
		params: uuidParams,
		body: webhookChange,
		answers: { 200: webhookDto },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, body }) => Response.json(await updateWebhook(ctx, params.id, body)),
);

export const DELETE = route(
	{
		summary: "Deletes a webhook with its secret and its deliveries",
		description: "If it changed since `version`, the 409 returns the current state in `webhook`.",
		permission: "webhooks.manage",
		params: uuidParams,
		query: removalQuery,
		answers: { 204: null },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, query }) => {
		await deleteWebhook(ctx, params.id, query);
		return new Response(null, { status: 204 });
	},
);
