import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { Transaction } from "@/lib/platform/db/client";
import { surelyPast } from "@/lib/platform/db/database-clock";
import { logger } from "@/lib/platform/telemetry/logger";
import { CLOCK_SLACK_MS } from "@/lib/sources/workspaces/overlap-rules";
import { lockCoverage } from "@/lib/triage/runs/coverage";
import { slotsAfter } from "./cron";

/** Where no run tells how far was read. */
const FALLBACK_MS = 24 * 60 * 60_000;
/** More than anything that is sent waits for its next try. */
const LONGEST_DELAY_MS = 24 * 60 * 60_000;

const REASON = "A clock was ahead: what was read while it was may be incomplete.";

/**
 * Undoes what a clock that was ahead has left: a hunt that has "read" time which is yet to come reads from its last
 * run before, with the time since as a gap; slots that are yet to come are open again, and the next one is due.
 * @param options.queues whether what waits to be sent is looked at too, which reads more; do so after a start
 * @returns how many hunts, slots and schedules were repaired
 */
export async function repairClock(ctx: Context, { queues = false } = {}): Promise<number> {
	authorize(ctx.actor, "hunts.schedule");
	const now = await surelyPast(ctx.db, ctx.now());
	const marks = await ctx.db.huntWatermark.findMany({ where: { readUntil: { gt: slackAfter(now) } } });
	for (const { workspaceId, huntId } of marks) {
		await ctx.db.$transaction((tx) => repairMark(tx, { workspaceId, huntId }, now));
	}
	const slots = await ctx.db.huntSlot.deleteMany({ where: { at: { gt: slackAfter(now) } } });
	const schedules = await ctx.db.$transaction((tx) => repairSchedules(tx, now));
	const repaired = marks.length + slots.count + schedules;
	if (queues || repaired > 0) await repairQueues(ctx, now);
	if (repaired > 0) {
		logger().warn({ marks: marks.length, slots: slots.count, schedules }, "a clock was ahead; repaired");
	}
	return repaired;
}

const slackAfter = (now: Date) => new Date(now.getTime() + CLOCK_SLACK_MS);

async function repairMark(
	tx: Transaction,
	reader: { readonly workspaceId: string; readonly huntId: string },
	now: Date,
): Promise<void> {
	await lockCoverage(tx, reader);
	const mark = await tx.huntWatermark.findUnique({ where: { workspaceId_huntId: reader } });
	if (!mark || mark.readUntil <= slackAfter(now)) return; // another process was first
	const run = await tx.huntRun.findFirst({
		// One that was made by the wrong clock says nothing of what was there to read.
		where: {
			...reader,
			status: { in: ["succeeded", "partial"] },
			windowTo: { lte: now },
			createdAt: { lte: now },
			finishedAt: { lte: now },
		},
		orderBy: { windowTo: "desc" },
		select: { windowTo: true },
	});
	const from = run?.windowTo ?? new Date(now.getTime() - FALLBACK_MS);
	await tx.huntGap.deleteMany({ where: { ...reader, filledAt: null, from: { gte: now } } });
	await tx.huntGap.updateMany({ where: { ...reader, filledAt: null, to: { gt: now } }, data: { to: now } });
	await tx.huntGap.create({ data: { ...reader, from, to: now, reason: REASON, foundAt: now } });
	await tx.huntWatermark.update({
		where: { workspaceId_huntId: reader },
		// Of a delay measured in the future one would wait for a newer one until then.
		data: { readUntil: from, delayAt: null },
	});
}

/** No slot that is due next can lie behind the first one after now. */
async function repairSchedules(tx: Transaction, now: Date): Promise<number> {
	let repaired = 0;
	for (const schedule of await tx.huntSchedule.findMany({ where: { nextAt: { gt: slackAfter(now) } } })) {
		const { workspaceId, huntId, cron, timeZone, nextAt } = schedule;
		const next = cron === null ? null : (slotsAfter({ cron, timeZone }, now, 1)[0] ?? null);
		if (next === null || nextAt === null || nextAt <= next) continue;
		// Only as it was read: a person may have changed it meanwhile.
		const { count } = await tx.huntSchedule.updateMany({
			where: { workspaceId, huntId, nextAt },
			data: { nextAt: next },
		});
		repaired += count;
	}
	return repaired;
}

/** pg-boss does its rounds when its last ones are long enough ago, and a delivery is tried when its time has come. */
async function repairQueues(ctx: Context, now: Date): Promise<void> {
	await ctx.db.$executeRaw`
		UPDATE pgboss.version SET cron_on = least(cron_on, now()), maintained_on = least(maintained_on, now()),
			monitored_on = least(monitored_on, now())
		WHERE greatest(cron_on, maintained_on, monitored_on) > now() + interval '1 minute'`;
	const late = { nextAttemptAt: { gt: new Date(now.getTime() + LONGEST_DELAY_MS) } };
	await ctx.db.webhookDelivery.updateMany({
		where: { status: "pending", ...late },
		data: { nextAttemptAt: now },
	});
	await ctx.db.caseIncident.updateMany({ where: late, data: { nextAttemptAt: now } });
}
