import { deleteWebhook } from "@/lib/outbound/webhooks/delete";
import { getWebhook } from "@/lib/outbound/webhooks/get";
import { webhookChange, webhookDto } from "@/lib/outbound/webhooks/schema";
import { updateWebhook } from "@/lib/outbound/webhooks/update";
import { removalQuery } from "@/lib/platform/http/operation";
import { noContent, route, unlessChanged, uuid } from "@/lib/platform/http/route";

export const GET = route("Gets a webhook", { id: uuid }, webhookDto, getWebhook);

export const PATCH = route(
	"Changes, pauses or resumes a webhook",
	{ id: uuid, body: webhookChange, ...unlessChanged("webhook") },
	webhookDto,
	updateWebhook,
);

export const DELETE = route(
	"Deletes a webhook with its secret and its deliveries",
	{ id: uuid, query: removalQuery, ...unlessChanged("webhook") },
	noContent,
	deleteWebhook,
);
