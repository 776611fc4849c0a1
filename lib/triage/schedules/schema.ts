import { z } from "zod";

/** Whether and when a hunt runs against one workspace. Instants are ISO 8601 in UTC. */
export interface Schedule {
	readonly workspaceId: string;
	readonly workspaceName: string;
	/** The hunt may run against this workspace. */
	readonly enabled: boolean;
	/** Five fields; null: it runs when somebody asks. */
	readonly cron: string | null;
	/** IANA name in which the cron is read. */
	readonly timeZone: string;
	readonly paused: boolean;
	/** The slots that come next; none while nothing is due. */
	readonly next: readonly string[];
	/** The last slot, and why it did not run if it did not. */
	readonly lastSlot: {
		readonly at: string;
		readonly runId: string | null;
		readonly skipped: string | null;
	} | null;
	/** Up to where the next run reads on; null before the first run. */
	readonly readUntil: string | null;
	/** 0 while nobody has changed it. */
	readonly version: number;
}

export const scheduleSchema = z
	.object({
		workspaceId: z.string(),
		workspaceName: z.string(),
		enabled: z.boolean(),
		cron: z.string().nullable(),
		timeZone: z.string(),
		paused: z.boolean(),
		next: z.array(z.iso.datetime()),
		lastSlot: z
			.object({ at: z.iso.datetime(), runId: z.uuid().nullable(), skipped: z.string().nullable() })
			.nullable(),
		readUntil: z.iso.datetime().nullable(),
		version: z.int(),
	})
	.meta({ id: "Schedule" }) satisfies z.ZodType<Schedule>;

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
	next: z.array(z.iso.datetime()),
});
