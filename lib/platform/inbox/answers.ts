import { z } from "zod";
import { INBOX_KINDS } from "./rules";

const instant = z.iso.datetime();

export const inboxItem = z.object({
	id: z.uuid(),
	kind: z.enum(INBOX_KINDS),
	at: instant,
	text: z.string(),
	/** Path within the app. */
	href: z.string(),
	by: z.string(),
	readAt: instant.nullable(),
});
export type InboxItemDto = z.infer<typeof inboxItem>;

/** Newest first. */
export const inboxPage = z.object({
	items: z.array(inboxItem),
	nextCursor: z.string().nullable(),
	unread: z.number().int(),
});
export type InboxPage = z.infer<typeof inboxPage>;
