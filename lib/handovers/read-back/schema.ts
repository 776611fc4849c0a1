import { z } from "zod";
import { namedActor, utcInstant } from "@/lib/core/answer";
import {
	ADDENDUM_LIMIT,
	MESSAGE_LIMIT,
	READ_BACK_ANSWERS,
	REASON_LIMIT,
	SYNTHESIS_LIMIT,
} from "@/lib/handovers/handovers/read-back-rules";
import { ITEMS_LIMIT } from "@/lib/handovers/handovers/rules";
import { receiverIds } from "@/lib/handovers/handovers/schema";

/** What goes in and out of reading a handover back. Instants are ISO 8601 in UTC. */

const ITEM_LIMIT = 200;
const item = z.string().min(1).max(ITEM_LIMIT);
const written = (limit: number, missing: string) =>
	z
		.string()
		.trim()
		.min(1, missing)
		.max(limit, `At most ${limit.toLocaleString("en")} characters.`);

/** `version` is that of the answer the person saw; 0 for none. */
const seen = z.number().int().min(0);

export const answerInput = z.discriminatedUnion("answer", [
	z.strictObject({ item, answer: z.literal("accepted"), version: seen }),
	z.strictObject({
		item,
		answer: z.literal("asked"),
		/** The question. */
		text: written(MESSAGE_LIMIT, "Enter the question."),
		version: seen,
	}),
	z.strictObject({
		item,
		answer: z.literal("declined"),
		/** Why. */
		text: written(REASON_LIMIT, "Enter why you decline it."),
		version: seen,
	}),
]);
export type AnswerInput = z.input<typeof answerInput>;

const many = z
	.array(z.strictObject({ item, version: seen }))
	.min(1, "Choose at least one item.")
	.max(ITEMS_LIMIT, `At most ${ITEMS_LIMIT.toLocaleString("en")} items.`);

/** One answer for many items; `version` of each is that of the answer the person saw, 0 for none. */
export const answersInput = z.discriminatedUnion("answer", [
	z.strictObject({ items: many, answer: z.literal("accepted") }),
	z.strictObject({
		items: many,
		answer: z.literal("declined"),
		/** Why. */
		text: written(REASON_LIMIT, "Enter why you decline them."),
	}),
]);
export type AnswersInput = z.input<typeof answersInput>;

/** Names who is to acknowledge it; `version` is that of the handover the person saw. */
export const receiversInput = z.strictObject({ receivers: receiverIds, version: z.number().int().min(1) });
export type ReceiversInput = z.input<typeof receiversInput>;

export const messageInput = z.strictObject({ item, body: written(MESSAGE_LIMIT, "Enter some text.") });
export type MessageInput = z.input<typeof messageInput>;

export const addendumInput = z.strictObject({
	body: written(ADDENDUM_LIMIT, "Enter the addendum."),
});
export type AddendumInput = z.input<typeof addendumInput>;

/** `version` is that of the handover the person saw. */
export const acknowledgeInput = z.strictObject({
	synthesis: z.string().trim().max(SYNTHESIS_LIMIT),
	version: z.number().int().min(1),
});
export type AcknowledgeInput = z.input<typeof acknowledgeInput>;

export const answerDto = z
	.object({
		item: z.string(),
		answer: z.enum(READ_BACK_ANSWERS),
		/** Why it was declined; else empty. */
		reason: z.string(),
		at: utcInstant,
		by: namedActor,
		version: z.int(),
	})
	.meta({ id: "ReadBackAnswer" });
export type AnswerDto = z.infer<typeof answerDto>;

export const answersDto = z.array(answerDto);

/** Handovers that wait for the person who asks, the one that has waited longest first. */
export const awaitingDto = z.object({
	items: z.array(
		z.object({
			id: z.uuid(),
			number: z.int(),
			shift: z.string(),
			outgoing: z.string(),
			signedAt: utcInstant,
			/** When leads are told; null where they never are. */
			dueAt: utcInstant.nullable(),
			/** What is to be read back, what of it is at risk, and what has an answer. */
			count: z.int(),
			unstable: z.int(),
			answered: z.int(),
		}),
	),
});
export type AwaitingDto = z.infer<typeof awaitingDto>;

export const messageDto = z
	.object({ id: z.uuid(), item: z.string(), body: z.string(), at: utcInstant, by: namedActor })
	.meta({ id: "ReadBackMessage" });
export type MessageDto = z.infer<typeof messageDto>;

export const addendumDto = z
	.object({ id: z.uuid(), body: z.string(), at: utcInstant, by: namedActor })
	.meta({ id: "HandoverAddendum" });
export type AddendumDto = z.infer<typeof addendumDto>;

export const readBackDto = z
	.object({
		id: z.uuid(),
		number: z.int(),
		status: z.enum(["draft", "signed", "acknowledged"]),
		version: z.int(),
		outgoing: namedActor,
		signedAt: utcInstant.nullable(),
		/** Who is to acknowledge it. */
		receivers: z.array(namedActor),
		incoming: namedActor.nullable(),
		synthesis: z.string(),
		acknowledgedAt: utcInstant.nullable(),
		/** When leads are told that nobody has acknowledged it; null where that is never told. */
		dueAt: utcInstant.nullable(),
		escalatedAt: utcInstant.nullable(),
		answers: z.array(answerDto),
		messages: z.array(messageDto),
		addenda: z.array(addendumDto),
		/** Why the person who asks may not read it back, as a sentence; null when they may. */
		refusal: z.string().nullable(),
	})
	.meta({ id: "ReadBack" });
export type ReadBackDto = z.infer<typeof readBackDto>;
