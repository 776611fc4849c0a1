import { z } from "zod";
import { utcInstant } from "@/lib/core/answer";
import { INCIDENT_FIELDS } from "./rules";

/** What goes in and out of the verbs on incidents. Instants are ISO 8601 in UTC. */

export const omittedDto = z.object({
	/** The description was longer than Sentinel takes. */
	descriptionCut: z.boolean(),
	/** Comments that were longer. */
	commentsCut: z.number().int(),
	/** The oldest comments, for which there was no room. */
	commentsLeftOut: z.number().int(),
	/** Findings without a bookmark, for want of room. */
	bookmarksLeftOut: z.number().int(),
	/** Bookmarks could not be written: the identity may not. */
	bookmarksRefused: z.boolean(),
});
export type Omitted = z.infer<typeof omittedDto>;

export const incidentDto = z.object({
	/** Why cases of this workspace cannot be pushed; null: they can. */
	unavailable: z.string().nullable(),
	/** Null: the case was not pushed. */
	incident: z
		.object({
			id: z.uuid(),
			state: z.enum(["waiting", "pushed", "differs", "failing"]),
			number: z.number().int().nullable(),
			/** Of its page in the Azure portal; only ever https. */
			url: z.string().nullable(),
			createdAt: utcInstant,
			createdBy: z.string(),
			/** When Sentinel last had all that the case has. */
			pushedAt: utcInstant.nullable(),
			checkedAt: utcInstant.nullable(),
			attempts: z.number().int(),
			nextAttemptAt: utcInstant.nullable(),
			problem: z.object({ code: z.string(), message: z.string(), remedy: z.string().nullable() }).nullable(),
			/** Someone has deleted it in Sentinel. */
			gone: z.boolean(),
			/** What somebody has changed in Sentinel, beside ours. */
			differences: z.array(
				z.object({
					field: z.enum(INCIDENT_FIELDS),
					ours: z.string().nullable(),
					theirs: z.string().nullable(),
				}),
			),
			/** Names the differences that were seen, when it is said which hold; null without any. */
			seen: z.string().nullable(),
			omitted: omittedDto.nullable(),
		})
		.nullable(),
});
export type IncidentDto = z.infer<typeof incidentDto>;

/** Which side holds where the two differ. `seen` is of the differences the person saw. */
export const holdInput = z.strictObject({ holds: z.enum(["ours"]), seen: z.string().min(1) });
export type HoldInput = z.input<typeof holdInput>;
