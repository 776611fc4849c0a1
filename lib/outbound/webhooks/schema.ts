import { z } from "zod";
import { utcInstant } from "@/lib/core/answer";
import { EVENTS, type EventType, SUBSCRIBABLE } from "./events";
import { NAME_LIMIT, SHAPES, URL_LIMIT } from "./rules";

/** What goes in and out of the webhooks' verbs and routes. Instants are ISO 8601 in UTC. */

const name = z
	.string()
	.trim()
	.min(1, "Write a name.")
	.max(NAME_LIMIT, `At most ${NAME_LIMIT} characters.`)
	.regex(/^[^\p{Cc}\p{Cf}]*$/u, "Only letters, digits, spaces and punctuation.");
const url = z.string().trim().min(1, "Write a URL.").max(URL_LIMIT);
const events = z
	.array(z.enum(SUBSCRIBABLE as [EventType, ...EventType[]]))
	.min(1, "Choose at least one event.")
	.max(SUBSCRIBABLE.length)
	.transform((types) => [...new Set(types)]);
const shape = z.enum(SHAPES);

export const webhookInput = z.strictObject({ name, url, shape, events });
export type WebhookInput = z.input<typeof webhookInput>;

/** What is not given stays. `version` is the one the person saw. */
export const webhookChange = z.strictObject({
	name: name.optional(),
	url: url.optional(),
	shape: shape.optional(),
	events: events.optional(),
	/** `active` also resumes what was paused for failing or disabled: what waits is sent. */
	status: z.enum(["active", "paused"]).optional(),
	version: z.number().int().min(1),
});
export type WebhookChange = z.input<typeof webhookChange>;

export const webhookDto = z.object({
	id: z.uuid(),
	name: z.string(),
	url: z.string(),
	shape,
	events: z.array(z.string()),
	status: z.enum(["active", "paused", "disabled"]),
	/** Who or what ended its being active. */
	statusReason: z.enum(["person", "failing", "gone"]).nullable(),
	/** Since when nothing has succeeded; null while the last delivery did. */
	failingSince: utcInstant.nullable(),
	/** Until then the secret before the last rotation signs too. */
	overlapUntil: utcInstant.nullable(),
	/** Whether the secret is stored encrypted; one of an older version is, from the next start. */
	secretEncrypted: z.boolean(),
	version: z.number().int(),
	createdAt: utcInstant,
	createdBy: z.string(),
	deliveries: z.object({
		waiting: z.number().int(),
		delivered: z.number().int(),
		dead: z.number().int(),
		lastDeliveredAt: utcInstant.nullable(),
	}),
});
export type WebhookDto = z.infer<typeof webhookDto>;

export const webhookList = z.object({
	items: z.array(webhookDto),
	/** Null: links into the app are left out until PUBLIC_URL is set. */
	publicUrl: z.string().nullable(),
});
export type WebhookList = z.infer<typeof webhookList>;

/** The only answer that ever holds the secret. */
export const webhookWithSecret = z.object({ webhook: webhookDto, secret: z.string() });
export type WebhookWithSecret = z.infer<typeof webhookWithSecret>;

export const DELIVERY_STATUSES = ["pending", "delivered", "dead"] as const;

export const deliveryListInput = z.object({
	status: z.enum(DELIVERY_STATUSES).optional(),
	cursor: z.uuid().optional(),
	limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type DeliveryListInput = z.input<typeof deliveryListInput>;

export const deliveryDto = z.object({
	/** Also the `webhook-id` header. */
	id: z.uuid(),
	webhookId: z.uuid(),
	event: z.string(),
	test: z.boolean(),
	status: z.enum(DELIVERY_STATUSES),
	attempts: z.number().int(),
	/** Null once settled. */
	nextAttemptAt: utcInstant.nullable(),
	/** Of the last attempt; null when there was no answer. */
	responseStatus: z.number().int().nullable(),
	problem: z.string().nullable(),
	createdAt: utcInstant,
	settledAt: utcInstant.nullable(),
});
export type DeliveryDto = z.infer<typeof deliveryDto>;

/** Newest first. `nextCursor` is null on the last page. */
export const deliveryPage = z.object({ items: z.array(deliveryDto), nextCursor: z.uuid().nullable() });
export type DeliveryPage = z.infer<typeof deliveryPage>;

export const attemptDto = z.object({
	id: z.uuid(),
	at: utcInstant,
	durationMs: z.number().int(),
	responseStatus: z.number().int().nullable(),
	/** The beginning of the answer, as the receiver wrote it. */
	responseBody: z.string().nullable(),
	problem: z.string().nullable(),
});
export type AttemptDto = z.infer<typeof attemptDto>;

export const deliveryDetail = deliveryDto.extend({
	webhookName: z.string(),
	/** The request in the webhook's present shape. */
	request: z.object({ url: z.string(), shape, headers: z.record(z.string(), z.string()), body: z.string() }),
	/** Newest first. */
	log: z.array(attemptDto),
});
export type DeliveryDetail = z.infer<typeof deliveryDetail>;

export const replayResult = z.object({ replayed: z.number().int() });
export type ReplayResult = z.infer<typeof replayResult>;

/** What an event is called where a person chooses. */
export function eventLabel(type: string): string {
	return (
		(type in EVENTS ? EVENTS[type as EventType].label : null) ?? (type === "webhook.test" ? "Test" : type)
	);
}
