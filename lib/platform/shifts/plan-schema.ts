import { z } from "zod";
import { utcInstant } from "@/lib/core/answer";
import { RECEIVERS_LIMIT, SHIFT_DAYS, SHIFTS_LIMIT } from "./shift-rules";
import { isTimeZone } from "./shifts";

const word = (most: number) =>
	z
		.string()
		.trim()
		.max(most, `At most ${most} characters.`)
		.regex(/^[^\p{Cc}\p{Cf}]*$/u, "Only letters, digits, spaces and punctuation.");

export const plannedShift = z.strictObject({
	name: word(60).min(1, "Write a name."),
	/** On the wall. */
	start: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "A time such as 06:00."),
	days: z.enum(SHIFT_DAYS).default("every"),
	team: word(60).default(""),
	/** Ids of the people who lead it, and are to acknowledge what is handed over to it. */
	people: z.array(z.uuid()).max(RECEIVERS_LIMIT, `At most ${RECEIVERS_LIMIT} people.`).default([]),
});

export const shiftPlanInput = z
	.strictObject({
		/** The one the person saw; 0 where there was none. */
		version: z.int().min(0),
		timeZone: z.string().max(100).refine(isTimeZone, "An IANA name such as Europe/Berlin."),
		/** Empty: no shifts, only since the last handover. */
		shifts: z.array(plannedShift).max(SHIFTS_LIMIT, `At most ${SHIFTS_LIMIT} shifts.`),
	})
	.superRefine(({ shifts }, context) => {
		for (const [index, shift] of shifts.entries()) {
			const twin = shifts.findIndex(
				(other) =>
					other.start === shift.start &&
					(other.days === shift.days || other.days === "every" || shift.days === "every"),
			);
			if (twin < index) {
				context.addIssue({
					code: "custom",
					path: ["shifts", index, "start"],
					message: `Begins at the same time as ${shifts[twin]?.name ?? "another"}.`,
				});
			}
		}
	});
export type ShiftPlanInput = z.input<typeof shiftPlanInput>;

export const shiftPlanDto = z.object({
	/** 0: none was ever made. */
	version: z.int(),
	timeZone: z.string(),
	shifts: z.array(plannedShift),
	/** In force from then; null while there is none. */
	validFrom: utcInstant.nullable(),
	by: z.string().nullable(),
	/** The shift of now; null where none is planned. */
	current: z.object({ name: z.string(), team: z.string(), from: utcInstant, to: utcInstant }).nullable(),
});
export type ShiftPlanDto = z.infer<typeof shiftPlanDto>;
