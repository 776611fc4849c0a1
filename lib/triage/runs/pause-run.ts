import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import type { AuditVerb } from "@/lib/platform/audit/sentences";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { inScope } from "@/lib/platform/context/scope";
import type { Transaction } from "@/lib/platform/db/client";
import { notify } from "@/lib/platform/db/notify";
import { enqueueHuntRun } from "@/lib/platform/jobs/hunt-run";
import type { RunSummary } from "@/lib/triage/catalogue/schema";
import { RUNS_CHANNEL } from "./queue-run";
import { type RunRow, toRun } from "./run-dto";

/**
 * Lets a backfill rest: at once while it is queued, else after the window that it is reading.
 * @throws AppError `not_found`, `conflict` when it is no backfill, rests already or is over
 */
export async function pauseRun(ctx: Context, runId: string): Promise<RunSummary> {
	authorize(ctx.actor, "hunts.schedule");
	const id = parseInput(z.uuid(), runId);
	return ctx.db.$transaction(async (tx) => {
		const run = await lockedRun(tx, ctx, id);
		if (run.trigger !== "backfill") throw new AppError("conflict", "Only a backfill can be paused.");
		if (run.status !== "queued" && run.status !== "running") {
			throw new AppError("conflict", "This backfill is not running.");
		}
		const data = run.status === "queued" ? { status: "paused" as const } : { pauseRequestedAt: ctx.now() };
		return await changed(tx, ctx, await tx.huntRun.update({ where: { id }, data }), "hunts.pause");
	});
}

/**
 * Resumes a paused or failed backfill where it stopped.
 * @throws AppError `not_found`, `conflict` when it is no backfill, is under way or has ended otherwise
 */
export async function continueRun(ctx: Context, runId: string): Promise<RunSummary> {
	authorize(ctx.actor, "hunts.schedule");
	const id = parseInput(z.uuid(), runId);
	return ctx.db.$transaction(async (tx) => {
		const run = await lockedRun(tx, ctx, id);
		if (run.trigger !== "backfill") throw new AppError("conflict", "Only a backfill can be resumed.");
		if (run.status === "running" && run.pauseRequestedAt !== null) {
			const data = { pauseRequestedAt: null };
			return await changed(tx, ctx, await tx.huntRun.update({ where: { id }, data }), "hunts.continue");
		}
		if (run.status !== "paused" && run.status !== "failed") {
			throw new AppError("conflict", "Only a paused or failed backfill can be resumed.");
		}
		const updated = await tx.huntRun.update({
			where: { id },
			data: { status: "queued", attempt: 0, finishedAt: null, pauseRequestedAt: null },
		});
		await enqueueHuntRun(tx, updated);
		return await changed(tx, ctx, updated, "hunts.continue");
	});
}

async function lockedRun(tx: Transaction, ctx: Context, id: string): Promise<RunRow> {
	await tx.$executeRaw`SELECT 1 FROM "HuntRun" WHERE "id" = ${id}::uuid FOR UPDATE`;
	const run = await tx.huntRun.findFirst({ where: { id, ...inScope(ctx.actor) } });
	if (!run) throw new AppError("not_found", "Run not found.");
	return run;
}

async function changed(tx: Transaction, ctx: Context, run: RunRow, verb: AuditVerb): Promise<RunSummary> {
	await recordAudit(tx, ctx, { verb, target: ["run", run.id], after: { status: run.status } });
	await notify(tx, RUNS_CHANNEL, run.id);
	return toRun(run);
}
