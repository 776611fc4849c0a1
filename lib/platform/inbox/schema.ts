import { z } from "zod";
import { instant } from "@/lib/core/time";

export const inboxInput = z.object({
	unread: z.union([z.boolean(), z.stringbool()]).default(false),
	cursor: z.string().max(500).optional(),
	limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type InboxInput = z.input<typeof inboxInput>;

/** These items, or everything up to an instant. */
export const readInput = z.union([
	z.strictObject({ ids: z.array(z.uuid()).min(1).max(500), read: z.boolean().default(true) }),
	z.strictObject({ upTo: instant }),
]);
export type ReadInput = z.input<typeof readInput>;
