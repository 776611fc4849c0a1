import { z } from "zod";
import { markdownProblem } from "./markdown-bounds";
import { COMMENT_LIMIT, MENTION_LIMIT } from "./rules";

const body = z
	.string()
	.trim()
	.min(1, "Enter some text.")
	.max(COMMENT_LIMIT, `At most ${COMMENT_LIMIT.toLocaleString("en")} characters.`)
	.superRefine((text, check) => {
		const problem = text.length > COMMENT_LIMIT ? null : markdownProblem(text);
		if (problem !== null) check.addIssue({ code: "custom", message: problem });
	});
/** Ids of people whose `@Name` stands in the body; others are dropped. */
const mentions = z.array(z.uuid()).max(MENTION_LIMIT, `At most ${MENTION_LIMIT} people.`).default([]);

export const commentInput = z.strictObject({ body, mentions });
export type CommentInput = z.input<typeof commentInput>;

/** `version` is the one the person saw. */
export const commentChange = z.strictObject({ body, mentions, version: z.number().int().min(1) });
export type CommentChange = z.input<typeof commentChange>;
