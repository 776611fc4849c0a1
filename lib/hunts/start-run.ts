import { recordAudit } from "@/lib/audit/record";
import type { Context } from "@/lib/context";
import { notify } from "@/lib/db/notify";
import { AppError } from "@/lib/errors";
import { parseInput } from "@/lib/http/parse";
import { actorRecord } from "@/lib/identity/actor";
import { authorize } from "@/lib/identity/permissions";
import { enqueueHuntRun } from "@/lib/jobs/hunt-run";
import { chosenWorkspace, registerWorkspace } from "@/lib/workspaces/registry";
import { huntById } from "./catalogue";
import { toRun } from "./run-dto";
import { type RunInput, type RunSummary, runInput } from "./schema";
import { checkedWindow, presetWindow } from "./windows";

/** Channel on which a run's changes are told; the payload is the run's id. */
export const RUNS_CHANNEL = "runs";

/**
 * Queues a run of a hunt over a window against a workspace. The run's row and its job commit
 * together, so that a run on record is a run that will happen.
 * @throws AppError `forbidden` outside the actor's workspaces, `not_found`, `invalid_input`, `already_running` (with `runId`)
 */
export async function startRun(ctx: Context, huntId: string, input: RunInput): Promise<RunSummary> {
	authorize(ctx.actor, "hunts.run");
	const wanted = parseInput(runInput, input);
	const window =
		"preset" in wanted
			? presetWindow(wanted.preset, ctx.now())
			: checkedWindow(new Date(wanted.from), new Date(wanted.to));
	const hunt = await huntById(huntId);
	const workspace = chosenWorkspace(ctx.actor, wanted.workspaceId);
	await registerWorkspace(ctx, workspace);

	return ctx.db.$transaction(async (tx) => {
		// Two requests at once for one hunt would both find nothing running.
		await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${workspace.id} ${hunt.id}`}, 0))`;
		const active = await tx.huntRun.findFirst({
			where: { workspaceId: workspace.id, huntId: hunt.id, status: { in: ["queued", "running"] } },
			select: { id: true },
		});
		if (active) {
			throw new AppError("already_running", "This hunt is already running.", {
				details: { runId: active.id },
			});
		}
		const { actorId, actorName } = actorRecord(ctx.actor);
		const run = await tx.huntRun.create({
			data: {
				workspaceId: workspace.id,
				huntId: hunt.id,
				huntName: hunt.name,
				huntVersion: hunt.version,
				kql: hunt.kql,
				windowFrom: window.from,
				windowTo: window.to,
				requestedById: actorId,
				requestedByName: actorName,
			},
		});
		await recordAudit(tx, ctx, [
			{
				verb: "hunts.run",
				targetKind: "run",
				targetId: run.id,
				after: { huntId: hunt.id, from: window.from.toISOString(), to: window.to.toISOString() },
			},
		]);
		await enqueueHuntRun(tx, run.id);
		await notify(tx, RUNS_CHANNEL, run.id);
		return toRun(run);
	});
}
