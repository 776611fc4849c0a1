import { z } from "zod";
import { clockDto } from "@/lib/cases/deadlines/schema";
import { utcInstant } from "@/lib/core/answer";
import { caseName } from "@/lib/core/case-name";

/** Open work of the person who asks; what is overdue comes first, then what is due next, then by severity. */
export const workAnswer = z.object({
	/** Cases they own. */
	cases: z.array(
		caseName.extend({
			dueAt: utcInstant.nullable(),
			/** How its deadlines stand, by the plan in force. */
			clocks: z.array(clockDto),
			waitingFor: z.string().nullable(),
			waitingSince: utcInstant.nullable(),
			openTasks: z.number().int(),
		}),
	),
	tasks: z.array(
		z.object({
			id: z.uuid(),
			title: z.string(),
			status: z.enum(["open", "doing"]),
			blocking: z.boolean(),
			dueAt: utcInstant.nullable(),
			of: caseName,
		}),
	),
	/** Next actions that are theirs, of their own cases or others'. */
	actions: z.array(z.object({ text: z.string(), dueAt: utcInstant.nullable(), of: caseName })),
	/** Cases they watch and do not own. */
	watching: z.array(
		caseName.extend({ owner: z.string().nullable(), updatedAt: utcInstant, clocks: z.array(clockDto) }),
	),
	/** Cases without an owner whose clock runs, for who can take them. */
	unassigned: z.object({
		count: z.number().int(),
		/** With a deadline that has passed. */
		overdue: z.number().int(),
		/** With one that passes within a day; overdue ones are not counted again. */
		soon: z.number().int(),
		/** The most urgent ones: severity, then deadline. */
		items: z.array(caseName.extend({ clocks: z.array(clockDto) })),
	}),
	/** Findings that wait for a decision, for who can decide them. */
	untriaged: z.object({
		count: z.number().int(),
		clickedThrough: z.number().int(),
		/** Since when the oldest of them waits: when it was first seen here. */
		oldestAt: utcInstant.nullable(),
	}),
});
export type WorkAnswer = z.infer<typeof workAnswer>;

/** What the number beside “My work” counts: of cases those with a deadline that has passed. */
export const workCount = z.object({ unread: z.number().int(), overdue: z.number().int() });
export type WorkCount = z.infer<typeof workCount>;
