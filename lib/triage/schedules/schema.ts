import { z } from "zod";
import { type Answer, utcInstant } from "@/lib/core/answer";

/** Whether and when a hunt runs against one workspace. Instants are ISO 8601 in UTC. */
export const scheduleSchema = z
	.object({
		workspaceId: z.string(),
		workspaceName: z.string(),
		/** The hunt may run against this workspace. */
		enabled: z.boolean(),
		/** Five fields; null: it runs when somebody asks. */
		cron: z.string().nullable(),
		/** IANA name in which the cron is read. */
		timeZone: z.string(),
		paused: z.boolean(),
		/** The slots that come next; none while nothing is due. */
		next: z.array(utcInstant),
		/** The last slot, and why it did not run if it did not. */
		lastSlot: z
			.object({ at: utcInstant, runId: z.uuid().nullable(), skipped: z.string().nullable() })
			.nullable(),
		/** Up to where the next run reads on; null before the first run. */
		readUntil: utcInstant.nullable(),
		/** 0 while nobody has changed it. */
		version: z.int(),
	})
	.meta({ id: "Schedule" });
export type Schedule = Answer<typeof scheduleSchema>;

export const scheduleList = z.object({ items: z.array(scheduleSchema) });

export const cronFields = {
	cron: z.string().trim().min(1, "is empty").max(200),
	timeZone: z.string().trim().min(1).max(64).default("UTC"),
};

export const scheduleInput = z.strictObject({
	workspaceId: z.string().min(1).max(200),
	/** The version that was seen; 0 for none. */
	version: z.int().min(0),
	enabled: z.boolean(),
	cron: cronFields.cron.nullable(),
	timeZone: cronFields.timeZone,
	paused: z.boolean().default(false),
});
export type ScheduleInput = z.input<typeof scheduleInput>;

export const previewInput = z.object(cronFields);
export const previewAnswer = z.object({
	/** The next five slots. */
	next: z.array(utcInstant),
});
