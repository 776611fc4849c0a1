import { z } from "zod";
import { namedPerson, utcInstant } from "@/lib/core/answer";

export const commentDto = z.object({
	id: z.uuid(),
	caseId: z.uuid(),
	/** Markdown; empty once taken back. */
	body: z.string(),
	author: z.object({ id: z.string().nullable(), name: z.string() }),
	mentions: z.array(namedPerson),
	at: utcInstant,
	editedAt: utcInstant.nullable(),
	/** Taken back: its place stays. */
	deletedAt: utcInstant.nullable(),
	version: z.number().int(),
});
export type CommentDto = z.infer<typeof commentDto>;

/** Oldest first. */
export const commentList = z.object({ items: z.array(commentDto) });
export type CommentList = z.infer<typeof commentList>;
