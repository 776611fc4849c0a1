import { z } from "zod";
import { utcInstant } from "@/lib/core/answer";
import { FILE_TYPE_NAMES } from "./rules";

export const attachmentDto = z.object({
	id: z.uuid(),
	caseId: z.uuid(),
	name: z.string(),
	/** What its content shows it to be. */
	type: z.enum(FILE_TYPE_NAMES),
	/** Bytes. */
	size: z.number().int(),
	/** In hexadecimal. */
	sha256: z.string(),
	at: utcInstant,
	by: z.string(),
	/** Since when its content is gone; the record stays. */
	deletedAt: utcInstant.nullable(),
	deletedBy: z.string().nullable(),
});
export type AttachmentDto = z.infer<typeof attachmentDto>;

/** Oldest first. */
export const attachmentList = z.object({ items: z.array(attachmentDto) });
export type AttachmentList = z.infer<typeof attachmentList>;
