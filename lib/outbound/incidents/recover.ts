import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { enqueuePush } from "@/lib/platform/jobs/incident-push";

/** A push due this long has lost its job, in milliseconds. */
const GRACE_MS = 30_000;
/** Incidents of open cases, and of those closed this lately, are looked at for changes made in Sentinel. */
const CLOSED_WATCHED_MS = 7 * 86_400_000;
/** An incident is looked at this often. */
const LOOK_MS = 10 * 60_000;

/** Queues again what is due and was not taken up, as after a crash. @returns pushes that were queued */
export async function recoverPushes(ctx: Context, graceMs = GRACE_MS): Promise<number> {
	authorize(ctx.actor, "cases.work");
	const due = await ctx.db.caseIncident.findMany({
		where: { nextAttemptAt: { lte: new Date(ctx.now().getTime() - graceMs) } },
		select: { caseId: true },
	});
	for (const { caseId } of due) await ctx.db.$transaction((tx) => enqueuePush(tx, caseId));
	return due.length;
}

/** Has incidents looked at that were not for ten minutes. @returns how many */
export async function lookAtIncidents(ctx: Context): Promise<number> {
	authorize(ctx.actor, "cases.work");
	const now = ctx.now();
	const since = new Date(now.getTime() - CLOSED_WATCHED_MS);
	const rows = await ctx.db.caseIncident.findMany({
		where: {
			nextAttemptAt: null,
			checkedAt: { lt: new Date(now.getTime() - LOOK_MS) },
			case: { OR: [{ status: { not: "closed" } }, { closedAt: { gte: since } }] },
		},
		select: { caseId: true },
	});
	for (const { caseId } of rows) {
		await ctx.db.$transaction(async (tx) => {
			await tx.caseIncident.updateMany({
				where: { caseId, nextAttemptAt: null },
				data: { nextAttemptAt: now },
			});
			await enqueuePush(tx, caseId);
		});
	}
	return rows.length;
}
