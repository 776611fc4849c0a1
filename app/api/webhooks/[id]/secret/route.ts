import { rotateSecret } from "@/lib/outbound/webhooks/rotate";
import { webhookWithSecret } from "@/lib/outbound/webhooks/schema";
import { removalQuery } from "@/lib/platform/http/operation";
import { route, uuid } from "@/lib/platform/http/route";

export const POST = route(
	"Gives a webhook a new secret",
	{
		id: uuid,
		query: removalQuery,
		description:
			"The previous secret also signs for a day. Only this answer holds the secret. If the webhook changed since " +
			"`version`, the 409 returns the current state in `webhook`.",
		errors: ["conflict", "not_configured"],
		secret: true,
	},
	webhookWithSecret,
	rotateSecret,
);
