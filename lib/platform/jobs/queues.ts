import type PgBoss from "pg-boss";

/** Every queue and what its jobs carry. Ids only: a job is read again minutes or a crash later. */
export interface JobData {
	"audit-anchor": Record<string, never>;
	"handover-escalation": { readonly handoverId: string };
	"hunt-run": { readonly runId: string };
	"hunt-backfill": { readonly runId: string };
	"incident-push": { readonly caseId: string };
	"deadline-check": Record<string, never>;
	"incident-look": Record<string, never>;
	"sweep-idempotency-keys": Record<string, never>;
	"webhook-delivery": { readonly webhookId: string };
}

export type QueueName = keyof JobData;

/**
 * A job whose process died is noticed when it expires and then tried again, so an expiry must be longer than
 * the longest honest run of that job.
 */
export const queues: { readonly [Name in QueueName]: Omit<PgBoss.Queue, "name"> } = {
	"audit-anchor": { policy: "standard", expireInSeconds: 5 * 60, retryLimit: 0 },
	"handover-escalation": { policy: "standard", expireInSeconds: 5 * 60, retryLimit: 5, retryDelay: 60 },
	"hunt-backfill": { policy: "standard", expireInSeconds: 23 * 60 * 60, retryLimit: 5, retryDelay: 5 },
	"hunt-run": { policy: "standard", expireInSeconds: 2 * 60 * 60, retryLimit: 2, retryDelay: 5 },
	"incident-push": { policy: "standard", expireInSeconds: 30 * 60, retryLimit: 2, retryDelay: 5 },
	"deadline-check": { policy: "standard", expireInSeconds: 5 * 60, retryLimit: 0 },
	"incident-look": { policy: "standard", expireInSeconds: 10 * 60, retryLimit: 2, retryDelay: 60 },
	"sweep-idempotency-keys": { policy: "standard", expireInSeconds: 10 * 60, retryLimit: 2, retryDelay: 60 },
	"webhook-delivery": { policy: "standard", expireInSeconds: 15 * 60, retryLimit: 2, retryDelay: 5 },
};

/** Queues that get a job by the clock, one for all replicas (cron, UTC). */
export const schedules: { readonly [Name in QueueName]?: string } = {
	"audit-anchor": "7 * * * *",
	"deadline-check": "* * * * *",
	"incident-look": "*/5 * * * *",
	"sweep-idempotency-keys": "17 * * * *",
};

export const queueNames = Object.keys(queues) as QueueName[];
