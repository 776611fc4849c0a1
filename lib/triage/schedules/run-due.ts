import { AppError } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { Transaction } from "@/lib/platform/db/client";
import { surelyPast } from "@/lib/platform/db/database-clock";
import type { HuntSchedule } from "@/lib/platform/db/generated/client.ts";
import { logger } from "@/lib/platform/telemetry/logger";
import { workspaceById } from "@/lib/sources/workspaces/registry";
import { huntById } from "@/lib/triage/catalogue/catalogue";
import { nextWindow } from "@/lib/triage/runs/next-window";
import { queueRun } from "@/lib/triage/runs/queue-run";
import { slotBefore, slotsAfter, slotsBetween } from "./cron";

/**
 * Takes every slot that is due, each in a transaction that also queues its run, so that of all processes exactly one
 * does. Slots that passed while no process ran are not made up for one by one: the last of them runs, reads from where
 * the run before ended, and says how many it stands for.
 * @returns how many slots were taken, skipped ones among them
 */
export async function runDue(ctx: Context): Promise<number> {
	authorize(ctx.actor, "hunts.schedule");
	let taken = 0;
	while (await ctx.db.$transaction((tx) => takeNext(ctx, tx))) taken += 1;
	return taken;
}

/** @returns false when nothing is due that no other process has */
async function takeNext(ctx: Context, tx: Transaction): Promise<boolean> {
	const now = await surelyPast(tx, ctx.now());
	const [schedule] = await tx.$queryRaw<HuntSchedule[]>`
		SELECT * FROM "HuntSchedule" WHERE "nextAt" <= ${now} ORDER BY "nextAt" LIMIT 1 FOR UPDATE SKIP LOCKED`;
	if (!schedule?.cron || !schedule.nextAt) return false;
	const { workspaceId, huntId, cron, timeZone } = schedule;
	const times = { cron, timeZone };
	const at = slotBefore(times, now);
	await tx.huntSchedule.update({
		where: { workspaceId_huntId: { workspaceId, huntId } },
		data: { nextAt: slotsAfter(times, now, 1)[0] ?? null },
	});
	const slot = { workspaceId, huntId, at };
	const { count } = await tx.huntSlot.createMany({ data: [{ ...slot, takenAt: now }], skipDuplicates: true });
	// Another process, whose clock is ahead, had it.
	if (count === 0) return true;
	const outcome = await queueSlot(ctx, tx, schedule, {
		now,
		at,
		missed: slotsBetween(times, schedule.nextAt, at),
	});
	await tx.huntSlot.update({ where: { workspaceId_huntId_at: slot }, data: outcome });
	logger().info({ ...slot, ...outcome }, "slot taken");
	return true;
}

/** What becomes of a slot: a run, or why there is none. Nothing is lost then: the next run reads its time, too. */
async function queueSlot(
	ctx: Context,
	tx: Transaction,
	{ workspaceId, huntId }: HuntSchedule,
	slot: { readonly now: Date; readonly at: Date; readonly missed: number },
): Promise<{ runId: string } | { skipped: string }> {
	if (!workspaceById(workspaceId)) return { skipped: "The workspace is not connected." };
	const hunt = await huntById(huntId, Number.POSITIVE_INFINITY).catch((error: unknown) => {
		if (error instanceof AppError) return error;
		throw error;
	});
	if (hunt instanceof AppError) return { skipped: hunt.message };
	const window = await nextWindow(tx, { workspaceId, huntId }, slot.now);
	const queued = await queueRun(tx, ctx, {
		hunt,
		workspaceId,
		window,
		trigger: "schedule",
		slotAt: slot.at,
		slotsMissed: slot.missed,
	});
	return "active" in queued
		? { skipped: "The previous run was not finished; the next one also reads this time." }
		: { runId: queued.run.id };
}
