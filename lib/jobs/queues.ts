import type PgBoss from "pg-boss";

/** Every queue and what its jobs carry. Ids only: a job is read again minutes or a crash later. */
export interface JobData {
	"hunt-run": { readonly runId: string };
}

export type QueueName = keyof JobData;

/**
 * A job whose process died is noticed when it expires and then tried again, so an expiry must be longer than
 * the longest honest run of that job.
 */
export const queues: { readonly [Name in QueueName]: Omit<PgBoss.Queue, "name"> } = {
	"hunt-run": { policy: "standard", expireInSeconds: 2 * 60 * 60, retryLimit: 2, retryDelay: 5 },
};

export const queueNames = Object.keys(queues) as QueueName[];
