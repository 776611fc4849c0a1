import { z } from "zod";
import { utcInstant } from "@/lib/core/answer";
import { INBOX_KINDS } from "./rules";

export const inboxItem = z.object({
	id: z.uuid(),
	kind: z.enum(INBOX_KINDS),
	at: utcInstant,
	text: z.string(),
	/** Path within the app. */
	href: z.string(),
	by: z.string(),
	readAt: utcInstant.nullable(),
});
export type InboxItemDto = z.infer<typeof inboxItem>;

/** Newest first. */
export const inboxPage = z.object({
	items: z.array(inboxItem),
	nextCursor: z.string().nullable(),
	unread: z.number().int(),
});
export type InboxPage = z.infer<typeof inboxPage>;
