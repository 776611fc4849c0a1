import { recordAudit } from "@/lib/platform/audit/record";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import type { Transaction } from "@/lib/platform/db/client";
import type { RunTrigger } from "@/lib/platform/db/generated/client.ts";
import { notify } from "@/lib/platform/db/notify";
import { enqueueHuntRun } from "@/lib/platform/jobs/hunt-run";
import type { TimeWindow } from "@/lib/sources/workspaces/windows";
import type { Hunt } from "@/lib/triage/catalogue/definition";
import type { RunRow } from "./run-dto";

/** Channel on which a run's changes are told; the payload is the run's id. */
export const RUNS_CHANNEL = "runs";

interface Wanted {
	readonly hunt: Hunt;
	readonly workspaceId: string;
	readonly window: TimeWindow;
	readonly trigger: RunTrigger;
	/** The slot of the schedule it is for. */
	readonly slotAt?: Date;
	/** Slots before that one that nothing ran for. */
	readonly slotsMissed?: number;
}

/**
 * Records a run and its job together, so that a run on record is a run that will happen; a hunt runs once at a time
 * in a workspace. The caller has asked for permission, and registered the workspace.
 * @returns the run, or the id of the one that is active
 */
export async function queueRun(
	tx: Transaction,
	ctx: Context,
	{ hunt, workspaceId, window, trigger, slotAt, slotsMissed = 0 }: Wanted,
): Promise<{ run: RunRow } | { active: string }> {
	// Two requests at once for one hunt would both find nothing running.
	await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${workspaceId} ${hunt.id}`}, 0))`;
	const active = await tx.huntRun.findFirst({
		where: {
			workspaceId,
			huntId: hunt.id,
			// What is new must not wait for hours until old time is read; one backfill at a time, a resting one included.
			trigger: trigger === "backfill" ? trigger : { not: "backfill" },
			status: { in: ["queued", "running", "paused"] },
		},
		select: { id: true },
	});
	if (active) return { active: active.id };
	const { actorId, actorName } = actorRecord(ctx.actor);
	const run = await tx.huntRun.create({
		data: {
			workspaceId,
			huntId: hunt.id,
			huntName: hunt.name,
			huntVersion: hunt.version,
			kql: hunt.kql,
			windowFrom: window.from,
			windowTo: window.to,
			trigger,
			slotAt: slotAt ?? null,
			slotsMissed,
			requestedById: actorId,
			requestedByName: actorName,
			createdAt: ctx.now(),
		},
	});
	await recordAudit(tx, ctx, {
		verb: "hunts.run",
		target: ["run", run.id],
		after: {
			huntId: hunt.id,
			from: window.from.toISOString(),
			to: window.to.toISOString(),
			...(slotAt ? { slot: slotAt.toISOString(), slotsMissed } : {}),
		},
	});
	await enqueueHuntRun(tx, run);
	await notify(tx, RUNS_CHANNEL, run.id);
	return { run };
}
