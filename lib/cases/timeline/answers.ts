import { z } from "zod";
import { utcInstant } from "@/lib/core/answer";
import { TIMELINE_KINDS } from "./rules";

export const timelineEntry = z.object({
	/** Unlike any other of the same case. */
	key: z.string(),
	kind: z.enum(TIMELINE_KINDS),
	/** Of evidence, a decision or the case: which one, such as `ClickAllowed`, `benign` or `status_changed`. */
	what: z.string(),
	at: utcInstant,
	/** Who did it; null for evidence. */
	by: z.string().nullable(),
	/** The finding it is about, where it is about one. */
	findingId: z.uuid().nullable(),
	/** How many findings it is about. */
	findings: z.number().int(),
	user: z.string().nullable(),
	/** As the evidence has it: show it defanged. */
	url: z.string().nullable(),
	ip: z.string().nullable(),
	/** The beginning of what somebody wrote. */
	text: z.string(),
	/** Of an event of the case: what it needs. */
	data: z.record(z.string(), z.unknown()).nullable(),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

export const timelinePage = z.object({
	items: z.array(timelineEntry),
	nextCursor: z.string().nullable(),
	/** How many entries of each kind there are; only with the first page. */
	counts: z.partialRecord(z.enum(TIMELINE_KINDS), z.number().int()).nullable(),
});
export type TimelinePage = z.infer<typeof timelinePage>;
