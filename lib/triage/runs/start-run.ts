import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { chosenWorkspace, registerWorkspace } from "@/lib/sources/workspaces/registry";
import { checkedWindow, presetWindow } from "@/lib/sources/workspaces/windows";
import { huntById } from "@/lib/triage/catalogue/catalogue";
import { type RunInput, type RunSummary, runInput } from "@/lib/triage/catalogue/schema";
import { nextWindow } from "./next-window";
import { queueRun } from "./queue-run";
import { toRun } from "./run-dto";

/**
 * Queues a run of a hunt over a window against a workspace.
 * @throws AppError `forbidden` outside the actor's workspaces, `not_found`, `invalid_input`, `already_running` (with
 *   `runId`), `conflict` where the hunt is not enabled
 */
export async function startRun(ctx: Context, huntId: string, input: RunInput): Promise<RunSummary> {
	authorize(ctx.actor, "hunts.run");
	const wanted = parseInput(runInput, input);
	const given = "from" in wanted ? checkedWindow(new Date(wanted.from), new Date(wanted.to)) : null;
	const hunt = await huntById(huntId);
	const workspace = chosenWorkspace(ctx.actor, wanted.workspaceId);
	await registerWorkspace(ctx, workspace);

	return ctx.db.$transaction(async (tx) => {
		const reader = { workspaceId: workspace.id, huntId: hunt.id };
		const schedule = await tx.huntSchedule.findUnique({ where: { workspaceId_huntId: reader } });
		if (schedule?.enabled === false) {
			throw new AppError("conflict", `This hunt is not enabled for the workspace ${workspace.name}.`, {
				remedy: "A lead can enable it on the hunt’s page.",
			});
		}
		const window =
			given ??
			("preset" in wanted ? presetWindow(wanted.preset, ctx.now()) : await nextWindow(tx, reader, ctx.now()));
		const queued = await queueRun(tx, ctx, { hunt, workspaceId: workspace.id, window, trigger: "person" });
		if ("active" in queued) {
			throw new AppError("already_running", "This hunt is already running.", {
				details: { runId: queued.active },
			});
		}
		return toRun(queued.run);
	});
}
