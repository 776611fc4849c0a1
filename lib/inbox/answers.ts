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

const ownCase = z.object({
	id: z.uuid(),
	number: z.number().int(),
	title: z.string(),
	severity: z.enum(["informational", "low", "medium", "high"]),
	status: z.enum(["open", "contained", "resolved", "closed"]),
});

/** Open work of the person who asks; what is due first comes first. */
export const workAnswer = z.object({
	/** Cases they own. */
	cases: z.array(
		ownCase.extend({
			dueAt: instant.nullable(),
			waitingFor: z.string().nullable(),
			waitingSince: instant.nullable(),
			openTasks: z.number().int(),
		}),
	),
	tasks: z.array(
		z.object({
			id: z.uuid(),
			title: z.string(),
			status: z.enum(["open", "doing"]),
			blocking: z.boolean(),
			dueAt: instant.nullable(),
			of: ownCase,
		}),
	),
	/** Next actions that are theirs, of their own cases or others'. */
	actions: z.array(z.object({ text: z.string(), dueAt: instant.nullable(), of: ownCase })),
	/** Cases they watch and do not own. */
	watching: z.array(ownCase.extend({ owner: z.string().nullable(), updatedAt: instant })),
});
export type WorkAnswer = z.infer<typeof workAnswer>;

/** What the number beside “My work” counts. */
export const workCount = z.object({ unread: z.number().int(), overdue: z.number().int() });
export type WorkCount = z.infer<typeof workCount>;
