import { rotateSecret } from "@/lib/outbound/webhooks/rotate";
import { webhookWithSecret } from "@/lib/outbound/webhooks/schema";
import { removalQuery, uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const POST = route(
	{
		summary: "Gives a webhook a new secret",
		description:
			"The previous secret also signs for a day. Only this answer holds the secret. If the webhook changed since " +
			"`version`, the 409 returns the current state in `webhook`.",
		permission: "webhooks.manage",
		params: uuidParams,
		query: removalQuery,
		answers: { 200: webhookWithSecret },
		errors: ["not_found", "conflict", "not_configured"],
		// What is kept for a repetition would hold the secret.
		idempotent: false,
	},
	async ({ ctx, params, query }) =>
		Response.json(await rotateSecret(ctx, params.id, query), { headers: { "cache-control": "no-store" } }),
);
